#include "taipan/codegen/ir.h"

namespace taipan::ir {

namespace {
/// Net effects of the operations whose effect does not depend on the operand; kVaries for others.
constexpr int8_t kVaries = 127;
struct NetEffects {
    int8_t net[256];
    constexpr NetEffects() : net{} {
        for (int i = 0; i < 256; ++i) {
            const abi::Op op{static_cast<uint8_t>(i)};
            const abi::StackEffect a = abi::stackEffect(op, 0, 0),
                                   b = abi::stackEffect(op, 0x101, 1);
            const bool fixed = a.push - a.pop == b.push - b.pop;
            net[i] = fixed ? static_cast<int8_t>(a.push - a.pop) : kVaries;
        }
    }
};
constexpr NetEffects kNetEffects;
} // namespace

int depthChange(const Instr& instr) {
    using abi::Op;
    if (instr.op == kAdjust) return static_cast<int32_t>(instr.arg);
    const int8_t fixed = kNetEffects.net[static_cast<uint8_t>(instr.op)];
    if (fixed != kVaries) return fixed;
    switch (instr.op) {
    // Counts beyond a byte do not survive encoding; stock reckons with the true ones.
    case Op::CALL_FUNCTION: return -static_cast<int>(instr.arg + 2u * instr.wide);
    case Op::CALL_FUNCTION_VAR_KW:
    case Op::CALL_METHOD: return -static_cast<int>(instr.arg + 2u * instr.wide + 1);
    case Op::CALL_METHOD_VAR_KW: return -static_cast<int>(instr.arg + 2u * instr.wide + 2);
    case Op::UNPACK_EX: return static_cast<int>(instr.arg + instr.wide);
    case Op::MAKE_CLOSURE: return 1 - static_cast<int>(instr.wide);
    case Op::MAKE_CLOSURE_DEFARGS: return -1 - static_cast<int>(instr.wide);
    default: {
        const abi::StackEffect effect = abi::stackEffect(instr.op, instr.arg, instr.extra);
        return effect.push - effect.pop;
    }
    }
}

} // namespace taipan::ir
