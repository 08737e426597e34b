// Comprehensions as parts of the function around them.
//
// The function of a list, set or dictionary comprehension runs once where it is made, with the
// iterable as its argument. In machine code its operations can stand where it would be called: no
// function object is made, nothing is called, and variables that only such functions share need no
// cells. What is seen of it is one frame less in tracebacks.

#include <algorithm>
#include <memory>
#include <utility>

#include "taipan/codegen/inline.h"

namespace taipan::ir {

namespace {
using abi::Op;

/// Operations of a function with all that was written into it, at most: large ones get no fast ways
/// in machine code.
constexpr size_t kLargest = 1000;

bool isInlinable(const Function& function) {
    return isNative(*function.scope) && !isViper(*function.scope);
}

bool accessesSlot(Op op) {
    return abi::opInfo(op).operand == abi::Operand::Slot;
}

/// What a slot is to those that have cells for it.
Op withoutCell(Op op) {
    switch (op) {
    case Op::LOAD_DEREF: return Op::LOAD_FAST_N;
    case Op::STORE_DEREF: return Op::STORE_FAST_N;
    case Op::DELETE_DEREF: return Op::DELETE_FAST;
    default: return op;
    }
}

class Inliner {
  public:
    Inliner(Module& module, Function& into)
        : module_(module), into_(into), scope_(std::make_unique<Scope>(*into.scope)),
          size_(into.code.size()) {}
    void run();

  private:
    /// A comprehension of which the function is made at one place and called at another.
    struct Site {
        size_t make; // position
        size_t call = 0;
        int depth; // of the stack, without the cells
    };
    void findSites();
    bool canInline(const Site& site) const;
    static size_t bodyOf(const Function& part);
    void write(const Site& site, uint32_t line);
    void copy(const Instr& instr);
    void removeCells();
    void removeParts();

    const Function& partOf(const Instr& made) const {
        return module_.functions[into_.children[made.arg]];
    }

    Module& module_;
    Function& into_;
    std::unique_ptr<Scope> scope_;
    size_t size_;             // of the function, with all that is to be written into it
    std::vector<Site> sites_; // in the order of their calls
    std::vector<Instr> code_; // that becomes the function's
};

/// The call of a comprehension's function is the first one that takes what lies where its maker put
/// it.
void Inliner::findSites() {
    std::vector<Site> open;
    int depth = 0;
    for (size_t at = 0; at < into_.code.size(); ++at) {
        const Instr& instr = into_.code[at];
        const bool isCall = instr.op == Op::CALL_FUNCTION && instr.arg == 1 && instr.wide == 0;
        if (isCall && !open.empty() && depth == open.back().depth + 2) {
            open.back().call = at;
            if (canInline(open.back())) {
                sites_.push_back(open.back());
                size_ += partOf(into_.code[open.back().make]).code.size();
            }
            open.pop_back();
        }
        depth += depthChange(instr);
        if (instr.op != Op::MAKE_FUNCTION && instr.op != Op::MAKE_CLOSURE) continue;
        const ScopeKind kind = partOf(instr).scope->kind;
        if (isComprehension(kind)) open.push_back({at, 0, depth - 1});
    }
}

/// Where the loops of a comprehension begin: behind the making of the collection and the argument.
/// 0 when its code does not begin like that.
size_t Inliner::bodyOf(const Function& part) {
    constexpr Op kStart[] = {Op::LOAD_FAST_N, Op::GET_ITER_STACK};
    const std::vector<Instr>& code = part.code;
    size_t at = 0;
    while (at < code.size() && isMark(code[at].op)) ++at;
    const size_t start = at++;
    for (const Op each : kStart)
        if (at >= code.size() || code[at++].op != each) return 0;
    const Op first = code[start].op;
    return first == Op::BUILD_LIST || first == Op::BUILD_SET || first == Op::BUILD_MAP ? at : 0;
}

bool Inliner::canInline(const Site& site) const {
    const Instr& made = into_.code[site.make];
    const Function& part = partOf(made);
    if (part.scope->kind == ScopeKind::GenExpr || !isInlinable(part) ||
        (part.flags & abi::kScopeGenerator) != 0 || bodyOf(part) == 0 ||
        size_ + part.code.size() > kLargest)
        return false;
    // A cell of its own is another one each time it runs.
    const auto& symbols = part.scope->symbols.all();
    const auto argument = static_cast<uint32_t>(part.scope->freeNames.size());
    const auto isArgument = [&](const Instr& each) {
        return accessesSlot(each.op) && each.arg == argument;
    };
    const auto isReturn = [](const Instr& each) { return each.op == Op::RETURN_VALUE; };
    return std::none_of(symbols.begin(), symbols.end(),
                        [](const Symbol& each) { return each.kind == SymbolKind::Cell; }) &&
           std::count_if(part.code.begin(), part.code.end(), isArgument) == 1 &&
           std::count_if(part.code.begin(), part.code.end(), isReturn) == 1;
}

/// Writes a comprehension where it would be called. The iterable is on the stack.
void Inliner::write(const Site& site, uint32_t line) {
    const Instr& made = into_.code[site.make];
    const Function& part = partOf(made);
    const auto cells = static_cast<uint32_t>(part.scope->freeNames.size());
    const uint32_t first = scope_->localCount, own = part.scope->localCount - cells;
    const uint32_t labels = std::exchange(into_.labelCount, into_.labelCount + part.labelCount);
    const auto children = static_cast<uint32_t>(into_.children.size());
    into_.children.insert(into_.children.end(), part.children.begin(), part.children.end());
    scope_->localCount += own;
    const auto unbindAll = [&] {
        for (uint32_t i = 1; i < own; ++i) code_.push_back({kUnbind, 0, 0, first + i});
    };
    const size_t body = bodyOf(part);
    unbindAll(); // it may have run before
    for (size_t at = 0; at < part.code.size(); ++at) {
        Instr each = part.code[at];
        const abi::Operand operand =
            isMark(each.op) ? abi::Operand::None : abi::opInfo(each.op).operand;
        if (each.op == kRoom || each.op == Op::RETURN_VALUE) continue;
        if (at < body && each.op == Op::LOAD_FAST_N) {
            each = {Op::ROT_TWO};
        } else if (operand == abi::Operand::Slot || each.op == kUnbind) {
            each.arg = each.arg < cells ? into_.code[site.make - cells + each.arg].arg
                                        : first + each.arg - cells;
        } else if (operand == abi::Operand::Child || operand == abi::Operand::ChildCells) {
            each.arg += children;
        } else if (operand == abi::Operand::Jump || operand == abi::Operand::Forward ||
                   each.op == kLabel) {
            each.arg += labels;
        }
        code_.push_back(each);
    }
    unbindAll(); // what is not needed any more is not kept
    code_.push_back({kLine, 0, 0, line});
}

/// Variables that no function shares any more are local ones.
void Inliner::removeCells() {
    std::vector<uint8_t> isShared(scope_->localCount, 0);
    for (const Instr& each : into_.code)
        if (each.op == Op::LOAD_FAST_N) isShared[each.arg] = 1;
    std::vector<uint8_t> isLocal(scope_->localCount, 0);
    for (Symbol& each : scope_->symbols.all()) {
        if (each.kind != SymbolKind::Cell || isShared[each.slot] != 0) continue;
        each.kind = SymbolKind::Local;
        isLocal[each.slot] = 1;
    }
    for (Instr& each : into_.code)
        if (!isMark(each.op) && accessesSlot(each.op) && isLocal[each.arg] != 0)
            each.op = withoutCell(each.op);
}

/// Numbers the children anew, without those that are parts now.
void Inliner::removeParts() {
    std::vector<uint32_t> place(into_.children.size(), 0), left;
    for (uint32_t i = 0; i < place.size(); ++i) {
        if (module_.functions[into_.children[i]].isPart) continue;
        place[i] = static_cast<uint32_t>(left.size());
        left.push_back(into_.children[i]);
    }
    for (Instr& each : into_.code) {
        if (isMark(each.op)) continue;
        const abi::Operand operand = abi::opInfo(each.op).operand;
        if (operand == abi::Operand::Child || operand == abi::Operand::ChildCells)
            each.arg = place[each.arg];
    }
    into_.children = std::move(left);
}

void Inliner::run() {
    findSites();
    if (sites_.empty()) return;
    std::vector<const Site*> making(into_.code.size(), nullptr), calling(making);
    for (const Site& each : sites_) making[each.make] = calling[each.call] = &each;
    uint32_t line = scope_->line;
    for (size_t at = 0; at < into_.code.size(); ++at) {
        const Instr instr = into_.code[at];
        if (instr.op == kLine) line = instr.arg;
        if (calling[at] != nullptr)
            write(*calling[at], line);
        else if (making[at] != nullptr) // its cells lie on the stack
            code_.resize(code_.size() - (instr.op == Op::MAKE_CLOSURE ? instr.wide : 0));
        else
            code_.push_back(instr);
    }
    for (const Site& each : sites_)
        module_.functions[into_.children[into_.code[each.make].arg]].isPart = true;
    into_.code = std::move(code_);
    removeCells();
    removeParts();
    into_.scope = scope_.get();
    module_.amended.push_back(std::move(scope_));
}
} // namespace

void inlineComprehensions(Module& module) {
    for (size_t i = module.functions.size(); i-- > 0;)
        if (isInlinable(module.functions[i])) Inliner(module, module.functions[i]).run();
}

} // namespace taipan::ir
