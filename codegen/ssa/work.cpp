// A guess at what functions do, from their code alone.

#include <algorithm>
#include <unordered_map>

#include "taipan/codegen/ssa.h"
#include "taipan/support/names.h"

namespace taipan::ssa {

namespace {
constexpr uint64_t kTurns = 8;      // of a loop, for want of knowledge
constexpr uint32_t kDeepest = 4;    // loops further inside count as these
constexpr uint64_t kFastWeight = 4; // of an operation that a few instructions can do
constexpr unsigned kCallDepth = 4;  // calls of calls that are followed
constexpr uint64_t kMost = uint64_t{1} << 40;

uint64_t times(uint64_t a, uint64_t b) {
    return b != 0 && a > kMost / b ? kMost : a * b;
}

uint64_t turnsOf(const Block& block) {
    uint64_t turns = 1;
    for (uint32_t i = 0; i < std::min(block.loopDepth, kDeepest); ++i) turns *= kTurns;
    return turns;
}

uint64_t weightOf(Op op, bool isFast) {
    switch (op) {
    case Op::Phi:
    case Op::First:
    case Op::Second:
    case Op::Given:
    case Op::Argument:
    case Op::Item: return 0; // no instruction of bytecode
    case Op::Unary:
    case Op::Binary:
    case Op::Truth:
    case Op::Subscr:
    case Op::StoreSubscr:
    case Op::IterNext: return isFast ? kFastWeight : 1;
    default: return 1;
    }
}

/// Which functions a name in the code may stand for.
class Names {
  public:
    explicit Names(const ir::Module& module) {
        for (uint32_t i = 0; i < module.functions.size(); ++i) {
            const Scope& scope = *module.functions[i].scope;
            if (scope.parent == kNoScope) continue;
            const Scope& parent = *module.functions[scope.parent].scope;
            if (parent.kind == ScopeKind::Class) {
                methods_[scope.name].push_back(i);
                // A call of the class is one of its __init__.
                if (scope.name == names::init && isOfModule(module, parent))
                    globals_[parent.name].push_back(i);
            } else if (isFunctionLike(scope.kind) && isOfModule(module, scope)) {
                globals_[scope.name].push_back(i);
            }
        }
    }

    const std::vector<uint32_t>& find(const Instr& instr) const {
        static const std::vector<uint32_t> kNone;
        if (instr.op != Op::LoadGlobal && instr.op != Op::LoadName && instr.op != Op::Method)
            return kNone;
        const auto& table = instr.op == Op::Method ? methods_ : globals_;
        const auto found = table.find(NameId{instr.arg});
        return found == table.end() ? kNone : found->second;
    }

  private:
    static bool isOfModule(const ir::Module& module, const Scope& scope) {
        return scope.parent != kNoScope &&
               module.functions[scope.parent].scope->kind == ScopeKind::Module;
    }

    std::unordered_map<NameId, std::vector<uint32_t>> globals_, methods_;
};

struct Call {
    uint32_t from, to;
    uint64_t times;
};

/// All that looks like a call of a function of the module; one that is made is likely to be called.
std::vector<Call> callsOf(const Module& module) {
    const Names names(*module.source);
    std::vector<Call> calls;
    for (uint32_t i = 0; i < module.functions.size(); ++i) {
        const Function& function = module.functions[i];
        for (const Block& block : function.blocks)
            for (const ValueId id : block.code) {
                const Instr& instr = function.values[index(id)];
                for (const uint32_t to : names.find(instr))
                    calls.push_back({i, to, turnsOf(block)});
                const Instr* made = &instr;
                if (instr.op == Op::Call) made = &function.values[index(instr.operands[0])];
                if (made->op == Op::Function || made->op == Op::Closure)
                    calls.push_back({i, function.source->children[made->arg], turnsOf(block)});
            }
    }
    return calls;
}
} // namespace

std::vector<uint64_t> likelyWork(const Module& module, bool isFast) {
    const std::vector<Call> calls = callsOf(module);
    std::vector<uint64_t> often(module.functions.size(), 1);
    for (unsigned depth = 0; depth < kCallDepth; ++depth) {
        std::vector<uint64_t> next(often.size(), 1);
        for (const Call& call : calls)
            next[call.to] = std::min(kMost, next[call.to] + times(often[call.from], call.times));
        often = std::move(next);
    }
    std::vector<uint64_t> work(module.functions.size(), 0);
    for (uint32_t i = 0; i < work.size(); ++i) {
        const Function& function = module.functions[i];
        for (const Block& block : function.blocks) {
            uint64_t once = 1; // its exit
            for (const ValueId id : block.code)
                once += weightOf(function.values[index(id)].op, isFast);
            work[i] += once * turnsOf(block);
        }
        work[i] = times(work[i], often[i]);
    }
    return work;
}

} // namespace taipan::ssa
