#include "taipan/codegen/ir.h"

namespace taipan::ir {

int depthChange(const Instr& instr) {
    if (instr.op == kAdjust) return static_cast<int32_t>(instr.arg);
    const abi::OpInfo& info = abi::opInfo(instr.op);
    if (info.counts == abi::Counts::Nothing) return info.push - info.pop;
    // Counts beyond a byte do not survive encoding; stock reckons with the true ones.
    const abi::StackEffect effect =
        abi::stackEffectOf(info, abi::countedParts(info.operand, instr.arg, instr.wide));
    return effect.push - effect.pop;
}

} // namespace taipan::ir
