#include "taipan/codegen/ir.h"

namespace taipan::ir {

namespace {
/// Net effects of the operations whose effect does not depend on the operand; kVaries for others.
constexpr int8_t kVaries = 127;
struct NetEffects {
    int8_t net[256];
    constexpr NetEffects() : net{} {
        for (int i = 0; i < 256; ++i) {
            const abi::OpInfo& info = abi::opInfo(static_cast<uint8_t>(i));
            const bool fixed = info.counts == abi::Counts::Nothing;
            net[i] = fixed ? static_cast<int8_t>(info.push - info.pop) : kVaries;
        }
    }
};
constexpr NetEffects kNetEffects;
} // namespace

int depthChange(const Instr& instr) {
    if (instr.op == kAdjust) return static_cast<int32_t>(instr.arg);
    const int8_t fixed = kNetEffects.net[static_cast<uint8_t>(instr.op)];
    if (fixed != kVaries) return fixed;
    const abi::OpInfo& info = abi::opInfo(instr.op);
    // Counts beyond a byte do not survive encoding; stock reckons with the true ones.
    const abi::StackEffect effect =
        abi::stackEffectOf(info, abi::countedParts(info.operand, instr.arg, instr.wide));
    return effect.push - effect.pop;
}

} // namespace taipan::ir
