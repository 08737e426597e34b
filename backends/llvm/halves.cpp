#include "backends/llvm/halves.h"
#include "backends/llvm/passes.h"

#include <vector>

#include <llvm/IR/Instructions.h>

namespace taipan::llvm_backend {

namespace {
using V = llvm::Value*;
constexpr unsigned kHalfBits = 32, kQuarterBits = 16, kLongBits = 64;
constexpr unsigned kMostTerms = 4;

struct Term {
    unsigned shift;
    bool isNegative;
};

/// A number as a sum of few powers of two; empty when they are many.
std::vector<Term> termsOf(uint64_t number) {
    std::vector<Term> terms;
    for (unsigned shift = 0; number != 0 && shift < kLongBits; ++shift) {
        if ((number & 1) != 0) {
            const bool isNegative = (number & 2) != 0; // 0111 is 1000 - 1
            terms.push_back({shift, isNegative});
            number += isNegative ? 1 : ~uint64_t{0};
        }
        number >>= 1;
    }
    return terms.size() <= kMostTerms ? terms : std::vector<Term>();
}

V sumOf(llvm::IRBuilderBase& builder, V value, const std::vector<Term>& terms) {
    V sum = builder.getInt64(0);
    for (const Term& each : terms) {
        V part = builder.CreateShl(value, each.shift);
        sum = each.isNegative ? builder.CreateSub(sum, part) : builder.CreateAdd(sum, part);
    }
    return sum;
}
} // namespace

V productOfQuarters(llvm::IRBuilderBase& builder, V left, V right) {
    llvm::Type *const half = builder.getInt32Ty(), *const whole = builder.getInt64Ty();
    const auto lowHalf = [&](V number) { return builder.CreateTrunc(number, half); };
    const auto highHalf = [&](V number) {
        return builder.CreateTrunc(builder.CreateLShr(number, kHalfBits), half);
    };
    const auto low = [&](V part) { return builder.CreateAnd(part, builder.getInt32(0xffff)); };
    const auto high = [&](V part) { return builder.CreateLShr(part, kQuarterBits); };
    V a = lowHalf(left), b = lowHalf(right);
    V first = builder.CreateMul(low(a), low(b));
    V middle = builder.CreateAdd(builder.CreateMul(high(a), low(b)), high(first));
    V other = builder.CreateAdd(builder.CreateMul(low(a), high(b)), low(middle));
    V result = builder.CreateOr(builder.CreateShl(other, kQuarterBits), low(first));
    V upper = builder.CreateMul(high(a), high(b));
    for (V part : {high(middle), high(other), builder.CreateMul(a, highHalf(right)),
                   builder.CreateMul(highHalf(left), b)})
        upper = builder.CreateAdd(upper, part);
    return builder.CreateOr(builder.CreateShl(builder.CreateZExt(upper, whole), kHalfBits),
                            builder.CreateZExt(result, whole));
}

namespace {
/// A product in shifts and sums where they are few.
V split(llvm::IRBuilderBase& builder, V left, V right) {
    const auto* const known = llvm::dyn_cast<llvm::ConstantInt>(right);
    const auto terms = known != nullptr ? termsOf(known->getZExtValue()) : std::vector<Term>();
    return terms.empty() ? productOfQuarters(builder, left, right) : sumOf(builder, left, terms);
}

/// A shift by a count below 64.
V shiftOfHalves(llvm::IRBuilderBase& builder, const llvm::Instruction& of) {
    llvm::Type *const half = builder.getInt32Ty(), *const whole = builder.getInt64Ty();
    const bool isLeft = of.getOpcode() == llvm::Instruction::Shl;
    const bool isSigned = of.getOpcode() == llvm::Instruction::AShr;
    V value = of.getOperand(0), count = builder.CreateTrunc(of.getOperand(1), half);
    V low = builder.CreateTrunc(value, half);
    V high = builder.CreateTrunc(builder.CreateLShr(value, kHalfBits), half);
    V by = builder.CreateAnd(count, kHalfBits - 1), back = builder.CreateXor(by, kHalfBits - 1);
    V isFar = builder.CreateICmpUGE(count, builder.getInt32(kHalfBits));
    const auto down = [&](V number, V bits) {
        return isSigned ? builder.CreateAShr(number, bits) : builder.CreateLShr(number, bits);
    };
    // What crosses over is shifted by one, and then by the rest: a shift by 32 is none.
    if (isLeft) {
        V kept = builder.CreateShl(low, by);
        V crossed = builder.CreateLShr(builder.CreateLShr(low, 1), back);
        high = builder.CreateSelect(isFar, kept,
                                    builder.CreateOr(builder.CreateShl(high, by), crossed));
        low = builder.CreateSelect(isFar, builder.getInt32(0), kept);
    } else {
        V kept = down(high, by);
        V crossed = builder.CreateShl(builder.CreateShl(high, 1), back);
        low = builder.CreateSelect(isFar, kept,
                                   builder.CreateOr(builder.CreateLShr(low, by), crossed));
        high = builder.CreateSelect(
            isFar,
            down(down(high, builder.getInt32(kHalfBits - 1)), builder.getInt32(isSigned ? 0 : 1)),
            kept);
    }
    V upper = builder.CreateShl(builder.CreateZExt(high, whole), kHalfBits);
    return builder.CreateOr(upper, builder.CreateZExt(low, whole));
}

/// Whether LLVM may call a library for an operation. Of two shifts by different numbers it makes
/// one by a choice of these, so that none but by a half stay in viper functions, whose numbers are
/// many.
bool isToSplit(const llvm::Instruction& each, bool hasProducts) {
    if (!each.getType()->isIntegerTy(kLongBits)) return false;
    if (each.getOpcode() == llvm::Instruction::Mul) return !hasProducts;
    const llvm::Function& function = *each.getFunction();
    if (!each.isShift() || (hasProducts && !function.hasMinSize())) return false;
    const auto* const count = llvm::dyn_cast<llvm::ConstantInt>(each.getOperand(1));
    return count == nullptr || (isMarkedViper(function) && count->getZExtValue() != kHalfBits);
}

std::vector<llvm::Instruction*> findToSplit(llvm::Module& module, bool hasProducts) {
    std::vector<llvm::Instruction*> found;
    for (llvm::Function& function : module)
        for (llvm::BasicBlock& block : function)
            for (llvm::Instruction& each : block)
                if (isToSplit(each, hasProducts)) found.push_back(&each);
    return found;
}
} // namespace

void splitLongOperations(llvm::Module& module, bool hasProducts) {
    for (;;) { // products become shifts, too
        const std::vector<llvm::Instruction*> found = findToSplit(module, hasProducts);
        if (found.empty()) return;
        for (llvm::Instruction* each : found) {
            llvm::IRBuilder<> builder(each);
            each->replaceAllUsesWith(
                each->isShift() ? shiftOfHalves(builder, *each)
                                : split(builder, each->getOperand(0), each->getOperand(1)));
            each->eraseFromParent();
        }
    }
}

} // namespace taipan::llvm_backend
