// Which rules a function keeps: stock's, or those with extensions.

#include <limits>
#include <optional>
#include <utility>

#include "codegen/viper/typer.h"
#include "taipan/frontend/constant.h"

namespace taipan::viper {

// ---- global names ------------------------------------------------------------------------------

Globals::Globals(const ir::Module& module) {
    for (size_t f = 0; f < module.functions.size(); ++f) {
        const ir::Function& function = module.functions[f];
        for (size_t i = 0; i < function.code.size(); ++i) {
            const ir::Instr& each = function.code[i];
            const bool isOfBody = function.scope->kind == ScopeKind::Module;
            switch (each.op) {
            case Op::IMPORT_STAR: starred_ = true; break;
            case Op::STORE_NAME:
            case Op::DELETE_NAME:
                if (isOfBody) ++stores_[each.arg];
                break;
            case Op::STORE_GLOBAL:
            case Op::DELETE_GLOBAL: ++stores_[each.arg]; break;
            default: break;
            }
            if (!isOfBody || each.op != Op::STORE_NAME || i == 0) continue;
            const ir::Instr& made = function.code[i - 1];
            if (made.op != Op::MAKE_FUNCTION && made.op != Op::MAKE_FUNCTION_DEFARGS) continue;
            const ir::Function& child = module.functions[function.children[made.arg]];
            if (isViper(*child.scope)) functions_[each.arg] = &child;
        }
    }
}

const ir::Function* Globals::function(uint32_t name) const {
    const auto found = functions_.find(name);
    if (found == functions_.end() || starred_ || stores_.at(name) != 1) return nullptr;
    return found->second;
}

namespace {
// ---- constants ---------------------------------------------------------------------------------

void makeWord(ir::Module& module, ir::Instr& instr, int64_t word, uint8_t extra) {
    instr = {Op::LOAD_CONST_SMALL_INT, extra, 1, static_cast<uint32_t>(module.wideInts.size())};
    module.wideInts.push_back(word);
}

/// Makes words of the integers that are objects in stock's code, and of those with bit 31 a `uint`,
/// whatever a word has; true if there are any.
bool widen(ir::Module& module, ir::Function& function, unsigned wordBits) {
    constexpr int64_t kHalf = int64_t{1} << 31;
    const auto isUnsigned = [](int64_t number) { return number >= kHalf && number < 2 * kHalf; };
    bool any = false;
    for (ir::Instr& each : function.code) {
        if (each.op == Op::LOAD_CONST_SMALL_INT && each.wide != 0 &&
            isUnsigned(module.wideInts[each.arg])) {
            each.extra = ir::kUnsigned;
            any = true;
        }
        if (each.op != Op::LOAD_CONST_OBJ) continue;
        const Constant& constant = *module.constants[each.arg];
        if (constant.kind != Constant::Kind::Int) continue;
        int64_t word = constant.integer;
        const bool isUint = isUnsigned(word);
        if (wordBits == 32) {
            if (word >= 2 * kHalf || word < -kHalf) continue;
            word = static_cast<int32_t>(word);
        }
        makeWord(module, each, word, isUint ? ir::kUnsigned : uint8_t{0});
        any = true;
    }
    return any;
}

/// The 64 bits of an integer; nothing for one that has more.
std::optional<int64_t> bitsOf(const Constant& constant) {
    if (constant.kind == Constant::Kind::Int) return constant.integer;
    if (constant.kind != Constant::Kind::BigInt || constant.integer < 0) return {};
    constexpr size_t kLimbs = sizeof(uint64_t) / sizeof(numbers::Limb);
    if (constant.limbs.size() > kLimbs) return {};
    uint64_t bits = 0;
    for (size_t i = 0; i < constant.limbs.size(); ++i)
        bits |= uint64_t{constant.limbs[i]} << (i * sizeof(numbers::Limb) * 8);
    return static_cast<int64_t>(bits);
}

/// Makes integers of 64 bits of those beyond words of 32, in functions that have such a type.
void widenLongs(ir::Module& module, ir::Function& function) {
    using Word = std::numeric_limits<int32_t>;
    for (ir::Instr& each : function.code) {
        if (each.op == Op::LOAD_CONST_SMALL_INT && each.wide != 0 && each.extra == 0) {
            const int64_t word = module.wideInts[each.arg];
            if (word < Word::min() || word > Word::max()) each.extra = ir::kLong;
        }
        if (each.op != Op::LOAD_CONST_OBJ) continue;
        if (const auto bits = bitsOf(*module.constants[each.arg]))
            makeWord(module, each, *bits, ir::kLong);
    }
}

// ---- functions ---------------------------------------------------------------------------------

class Chooser {
  public:
    Chooser(ir::Module& module, const Interner& interner, const Extensions& all)
        : module_(module), interner_(interner), all_(all), globals_(module) {}
    bool type(ir::Function& function, DiagnosticSink& sink);

  private:
    bool keeps(ir::Function& function, const Extensions& rules, DiagnosticSink& found) {
        Typer typer(module_, globals_, function, interner_, found, rules);
        typer.run();
        slices_ = typer.slicesPointers();
        return !found.hasErrors();
    }
    bool keeps(ir::Function& function, const Extensions& rules) {
        DiagnosticSink found;
        return keeps(function, rules, found);
    }
    /// Tries the rules with these extensions, on the code as it was. Errors go to `found`.
    bool tries(ir::Function& function, const std::vector<ir::Instr>& code, const Extensions& rules,
               DiagnosticSink& found) {
        function.code = code;
        if (rules.wordBits != 0) widen(module_, function, rules.wordBits);
        if (rules.longs && Typer::saysLong(function, globals_, interner_))
            widenLongs(module_, function);
        return keeps(function, rules, found);
    }
    bool tries(ir::Function& function, const std::vector<ir::Instr>& code,
               const Extensions& rules) {
        DiagnosticSink found;
        return tries(function, code, rules, found);
    }

    ir::Module& module_;
    const Interner& interner_;
    const Extensions& all_;
    const Globals globals_;
    bool slices_ = false; // the latest function has slices of pointers
};

/// Types a function. A function that keeps stock's rules has nothing to do with extensions, and one
/// that says a type that stock does not have has nothing to do with stock's rules.
bool Chooser::type(ir::Function& function, DiagnosticSink& sink) {
    const std::vector<ir::Instr> code = function.code;
    const Extensions none;
    Extensions plain = all_;
    plain.calls = false;
    const bool isBeyond = (all_.floats && Typer::saysFloat(*function.scope)) ||
                          (all_.longs && Typer::saysLong(function, globals_, interner_));
    if (isBeyond) {
        if (tries(function, code, all_) || tries(function, code, plain)) return true;
        return tries(function, code, all_, sink);
    }
    if (keeps(function, none)) return true;
    if (all_.wordBits != 0 && widen(module_, function, all_.wordBits) && keeps(function, none))
        return true;
    if (tries(function, code, plain) || tries(function, code, all_)) return true;
    // Of what stock has no rule for its error says little.
    if (slices_) return tries(function, code, all_, sink);
    function.code = code;
    return keeps(function, none, sink);
}

/// Enters the floats that code of viper functions needs.
void enterFloats(ir::Module& module, Arena& arena) {
    const auto entered = [&](double value) {
        const Constant made{.kind = Constant::Kind::Float, .real = value};
        module.constants.push_back(arena.create<Constant>(made));
        return static_cast<uint32_t>(module.constants.size() - 1);
    };
    module.floatZero = entered(0.0);
    module.floatOne = entered(1.0);
}
} // namespace

void type(ir::Module& module, const Interner& interner, Arena& arena, DiagnosticSink& sink,
          bool recover, const Extensions& extensions) {
    std::optional<Chooser> chooser; // most modules have no use for it
    bool hasFloats = false;
    for (ir::Function& each : module.functions) {
        if (!isViper(*each.scope)) continue;
        if (!chooser) chooser.emplace(module, interner, extensions);
        hasFloats = hasFloats || Typer::saysFloat(*each.scope);
        if (!chooser->type(each, sink) && !recover) return;
    }
    if (hasFloats) enterFloats(module, arena);
    for (const ir::Function& each : module.functions)
        for (const ir::TypedCall& call : each.calls)
            module.functions[call.callee].takesWords = true;
}

} // namespace taipan::viper
