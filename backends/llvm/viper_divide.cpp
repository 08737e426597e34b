// Division of viper's integers: floors, as Python's does. By a constant it is made here where the
// machine divides; else the runtime's function does it, which knows nothing of a divisor of 0, nor
// on x64 of one of -1.

#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

/// Quotient or rest by a constant that is more than 0.
Lowering::V Lowering::dividedBy(V value, int64_t by, bool wantsRest) {
    const auto divisor = static_cast<uint64_t>(by);
    if ((divisor & (divisor - 1)) == 0) {
        if (wantsRest) return builder_.CreateAnd(value, constant(divisor - 1));
        return builder_.CreateAShr(value,
                                   constant(static_cast<uint64_t>(__builtin_ctzll(divisor))));
    }
    V rest = builder_.CreateSRem(value, constant(divisor));
    V isNegative = builder_.CreateICmpSLT(rest, constant(0));
    if (wantsRest)
        return builder_.CreateAdd(
            rest, builder_.CreateSelect(isNegative, constant(divisor), constant(0)));
    V quotient = builder_.CreateSDiv(value, constant(divisor));
    return builder_.CreateAdd(quotient, builder_.CreateSExt(isNegative, word_));
}

/// Raises ZeroDivisionError, by what the runtime does with 1 and 0.
void Lowering::raiseZeroDivision(uint32_t op) {
    callWord(Entry::BinaryOp, {constant(op), smallInt(1), smallInt(0)});
    builder_.CreateUnreachable();
}

Lowering::V Lowering::divide(const ssa::Instr& made) {
    V value = use(made.operands[0]), by = use(made.operands[1]);
    const bool wantsRest = made.arg == static_cast<uint32_t>(abi::BinaryOp::Modulo);
    const Entry entry = wantsRest ? Entry::Modulo : Entry::FloorDivide;
    if (const auto* const number = llvm::dyn_cast<llvm::ConstantInt>(by)) {
        const int64_t divisor = number->getSExtValue();
        const bool isPower = divisor > 0 && (divisor & (divisor - 1)) == 0;
        if (divisor > 0 && (isPower || context_.target.divides))
            return dividedBy(value, divisor, wantsRest);
        if (divisor == -1) return wantsRest ? constant(0) : builder_.CreateNeg(value);
        if (divisor != 0) return callWord(entry, {value, by});
    }
    const Label zero = newLabel("zero"), some = newLabel("some");
    branchIf(isNull(by), zero, some);
    builder_.SetInsertPoint(zero);
    raiseZeroDivision(made.arg);
    builder_.SetInsertPoint(some);
    if (!context_.target.trapsOverflow()) return callWord(entry, {value, by});
    const Label calls = newLabel("calls"), done = newLabel("done");
    V negated = wantsRest ? constant(0) : builder_.CreateNeg(value);
    branchIf(builder_.CreateICmpEQ(by, constant(~uint64_t{0})), done, calls);
    builder_.SetInsertPoint(calls);
    V result = callWord(entry, {value, by});
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    return joined(negated, some, result, calls);
}

} // namespace taipan::llvm_backend
