#include "taipan/codegen/ir.h"

namespace taipan::ir {

int depthChange(const Instr& instr) {
    using abi::Op;
    if (instr.op == kAdjust) return static_cast<int32_t>(instr.arg);
    if (instr.op == kLabel || instr.op == kLine) return 0;
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
