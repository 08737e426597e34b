// Small integers without the runtime: arithmetic on tagged words, comparisons and truth. What is no
// small integer, or overflows, takes the slow way, which is the runtime's.
//
// A small integer n is the word 2n + 1. Sums and products keep that form without being taken apart.

#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

using abi::BinaryOp;
using abi::UnaryOp;

/// Whether a value of the type can be a small integer.
bool mayBeSmall(ssa::Type type) {
    return type == ssa::Type::SmallInt || type == ssa::Type::Int || type == ssa::Type::Object ||
           type == ssa::Type::Any;
}

bool isComparison(const ssa::Instr& instr) {
    if (instr.op != ssa::Op::Binary) return false;
    const BinaryOp op{static_cast<uint8_t>(instr.arg)};
    return op <= BinaryOp::NotEqual || op == BinaryOp::Is;
}

Lowering::V Lowering::isSmall(V word) {
    return builder_.CreateTrunc(word, builder_.getInt1Ty());
}

/// Whether both operands are small integers.
Lowering::V Lowering::areSmall(const ssa::Instr& made, V left, V right) {
    const bool first = isKnownSmall(made.operands[0]), second = isKnownSmall(made.operands[1]);
    if (first && second) return builder_.getTrue();
    return isSmall(first ? right : second ? left : builder_.CreateAnd(left, right));
}

/// The result of an operation that tells of an overflow.
Lowering::V Lowering::checked(Split& ways, llvm::Intrinsic::ID op, V left, V right) {
    V both = builder_.CreateBinaryIntrinsic(op, left, right);
    ways.require(builder_.CreateNot(builder_.CreateExtractValue(both, 1)));
    return builder_.CreateExtractValue(both, 0);
}

/// A machine that has no long product has both factors fit in half a word.
Lowering::V Lowering::product(Split& ways, V left, V right) {
    V once = builder_.CreateAShr(right, 1), twice = builder_.CreateSub(left, constant(1));
    if (context_.target.divides)
        return builder_.CreateOr(checked(ways, llvm::Intrinsic::smul_with_overflow, twice, once),
                                 constant(1));
    const auto fits = [&](V value) {
        V half = builder_.CreateTrunc(value, builder_.getInt16Ty());
        ways.require(builder_.CreateICmpEQ(builder_.CreateSExt(half, word_), value));
    };
    V other = builder_.CreateAShr(left, 1);
    fits(once);
    fits(other);
    // 2^15 squared is 2^30, which is one too many.
    V made = builder_.CreateMul(other, once);
    ways.require(builder_.CreateICmpNE(made, constant(uint64_t{1} << 30)));
    return builder_.CreateOr(builder_.CreateShl(made, 1), constant(1));
}

Lowering::V Lowering::shifted(Split& ways, bool isLeft, V left, V right) {
    V count = builder_.CreateAShr(right, 1);
    const uint64_t bits = uint64_t{context_.target.wordBytes} * 8;
    ways.require(builder_.CreateICmpULT(count, constant(bits)));
    if (!isLeft) return builder_.CreateOr(builder_.CreateAShr(left, count), constant(1));
    V twice = builder_.CreateSub(left, constant(1));
    V made = builder_.CreateShl(twice, count);
    ways.require(builder_.CreateICmpEQ(builder_.CreateAShr(made, count), twice));
    return builder_.CreateOr(made, constant(1));
}

/// By a positive divisor; the remainder has the divisor's sign.
Lowering::V Lowering::divided(Split& ways, bool isQuotient, V left, V right) {
    const auto tagged = [&](V value) {
        return builder_.CreateOr(builder_.CreateShl(value, 1), constant(1));
    };
    if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(right)) {
        const int64_t divisor = known->getSExtValue() >> 1;
        if (divisor > 0 && (divisor & (divisor - 1)) == 0) {
            const auto low = static_cast<uint64_t>(divisor) - 1;
            if (!isQuotient) return builder_.CreateAnd(left, constant(low << 1 | 1));
            const auto shift = static_cast<uint64_t>(__builtin_popcountll(low));
            return builder_.CreateOr(builder_.CreateAShr(left, shift), constant(1));
        }
    }
    V number = builder_.CreateAShr(left, 1), divisor = builder_.CreateAShr(right, 1);
    ways.require(builder_.CreateICmpSGT(divisor, constant(0)));
    if (!context_.target.divides)
        return tagged(callWord(isQuotient ? Entry::FloorDivide : Entry::Modulo, {number, divisor}));
    V rest = builder_.CreateSRem(number, divisor);
    V isBelow = builder_.CreateICmpSLT(rest, constant(0));
    if (!isQuotient)
        return tagged(builder_.CreateSelect(isBelow, builder_.CreateAdd(rest, divisor), rest));
    V quotient = builder_.CreateSDiv(number, divisor);
    return tagged(builder_.CreateAdd(quotient, builder_.CreateSExt(isBelow, word_)));
}

/// The result for two small integers.
Lowering::V Lowering::intResult(Split& ways, BinaryOp op, V left, V right) {
    op = ssa::plainOf(op);
    switch (op) {
    case BinaryOp::Add:
        return checked(ways, llvm::Intrinsic::sadd_with_overflow, left,
                       builder_.CreateSub(right, constant(1)));
    case BinaryOp::Subtract:
        return checked(ways, llvm::Intrinsic::ssub_with_overflow, left,
                       builder_.CreateSub(right, constant(1)));
    case BinaryOp::Multiply: return product(ways, left, right);
    case BinaryOp::And: return builder_.CreateAnd(left, right);
    case BinaryOp::Or: return builder_.CreateOr(left, right);
    case BinaryOp::Xor: return builder_.CreateOr(builder_.CreateXor(left, right), constant(1));
    case BinaryOp::Lshift: return shifted(ways, true, left, right);
    case BinaryOp::Rshift: return shifted(ways, false, left, right);
    case BinaryOp::FloorDivide: return divided(ways, true, left, right);
    default: return divided(ways, false, left, right);
    }
}

llvm::CmpInst::Predicate intPredicate(BinaryOp op) {
    switch (op) {
    case BinaryOp::Less: return llvm::CmpInst::ICMP_SLT;
    case BinaryOp::More: return llvm::CmpInst::ICMP_SGT;
    case BinaryOp::Equal: return llvm::CmpInst::ICMP_EQ;
    case BinaryOp::LessEqual: return llvm::CmpInst::ICMP_SLE;
    case BinaryOp::MoreEqual: return llvm::CmpInst::ICMP_SGE;
    default: return llvm::CmpInst::ICMP_NE;
    }
}

Lowering::V Lowering::asBool(V condition) {
    return builder_.CreateSelect(condition, singleton(Entry::ConstTrue),
                                 singleton(Entry::ConstFalse));
}

/// What the runtime gives for an operator of two operands.
Lowering::V Lowering::askBinary(const ssa::Instr& made) {
    if (hasSingles() && (isLazy(made.operands[0]) || isLazy(made.operands[1])))
        return askSingles(made);
    V left = use(made.operands[0]), right = use(made.operands[1]);
    return callWord(Entry::BinaryOp, {constant(made.arg), left, right});
}

/// Behind the fast ways: what they gave, or what is asked for on the slow way.
Lowering::V Lowering::slowly(Split& ways, llvm::function_ref<V()> ask) {
    if (!ways.leaves()) {
        ways.slow();
        V slow = ask();
        refresh();
        ways.give(slow);
    }
    return ways.join();
}

// ---- operations --------------------------------------------------------------------------------

/// What a comparison or `not` gives when only a branch asks for it.
Lowering::V Lowering::condition(ssa::ValueId id) {
    const ssa::Instr& made = instr(id);
    if (delayed_[ssa::index(id)] == Delayed::Test)
        return made.op == ssa::Op::Unary ? builder_.CreateNot(condition(made.operands[0]))
                                         : comparison(made);
    if (isLazy(id)) return lazyTruth(id);
    V value = use(id);
    if (made.type == ssa::Type::Bool)
        return builder_.CreateICmpEQ(value, singleton(Entry::ConstTrue));
    if (isKnownSmall(id)) return builder_.CreateICmpNE(value, constant(1));
    if (!mayBeSmall(made.type)) {
        V slow = flag(Entry::IsTrue, {value});
        refresh();
        return slow;
    }
    Split ways(builder_);
    if (isPlain()) {
        ways.require(isSmall(value));
        ways.give(builder_.CreateICmpNE(value, constant(1)));
    } else {
        const Label small = newLabel("small"), other = newLabel("other");
        branchIf(isSmall(value), small, other);
        builder_.SetInsertPoint(small);
        ways.give(builder_.CreateICmpNE(value, constant(1)));
        builder_.SetInsertPoint(other);
        V isTrue = builder_.CreateICmpEQ(value, singleton(Entry::ConstTrue));
        V isFalse = builder_.CreateICmpEQ(value, singleton(Entry::ConstFalse));
        V isNone = builder_.CreateICmpEQ(value, singleton(Entry::ConstNone));
        ways.require(builder_.CreateOr(isTrue, builder_.CreateOr(isFalse, isNone)));
        ways.give(isTrue);
    }
    return slowly(ways, [&] { return flag(Entry::IsTrue, {value}); });
}

Lowering::V Lowering::comparison(const ssa::Instr& made) {
    const BinaryOp op{static_cast<uint8_t>(made.arg)};
    if (op == BinaryOp::Is) return isSame(made.operands[0], made.operands[1]);
    Split ways(builder_, leaveFor(made));
    numbersCompared(ways, made);
    return slowly(ways, [&] {
        V result = askBinary(made);
        return made.type == ssa::Type::Bool
                   ? builder_.CreateICmpEQ(result, singleton(Entry::ConstTrue))
                   : flag(Entry::IsTrue, {result});
    });
}

/// The fast ways of a comparison; what they give is a condition.
void Lowering::numbersCompared(Split& ways, const ssa::Instr& made) {
    const BinaryOp op{static_cast<uint8_t>(made.arg)};
    if (comparesWide(made)) {
        V left = numberOf(ways, made.operands[0]), right = numberOf(ways, made.operands[1]);
        return ways.give(builder_.CreateICmp(intPredicate(op), left, right));
    }
    const bool ints =
        mayBeSmall(instr(made.operands[0]).type) && mayBeSmall(instr(made.operands[1]).type);
    const bool floats = comparesFloats(made);
    if (ints && !(isPlain() && !floats)) {
        const Label others = floats ? newLabel("no_ints") : nullptr;
        V left = tagOf(made.operands[0]), right = tagOf(made.operands[1]);
        V small = areSmall(made, left, right);
        if (floats) {
            const Label next = newLabel("ints");
            ways.branchLikely(small, next, others);
            builder_.SetInsertPoint(next);
        } else {
            ways.require(small);
        }
        ways.give(builder_.CreateICmp(intPredicate(op), left, right));
        if (!floats) return;
        builder_.SetInsertPoint(others);
    }
    if (!floats) return ways.leaveFast();
    V left = numberOf(ways, made.operands[0]), right = numberOf(ways, made.operands[1]);
    V holds = floatsCompared(ways, op, left, right);
    ways.give(holds);
}

bool Lowering::fastBinary(ssa::ValueId id, const ssa::Instr& made) {
    const BinaryOp op{static_cast<uint8_t>(made.arg)};
    if (isLazy(id)) {
        hasWide_ ? wideBinary(id, made) : lazyBinary(id, made);
        return true;
    }
    if (op == BinaryOp::Is) {
        define(id, asBool(isSame(made.operands[0], made.operands[1])));
        return true;
    }
    const bool ints =
        mayBeSmall(instr(made.operands[0]).type) && mayBeSmall(instr(made.operands[1]).type);
    if (!(makesSmall(op) || op <= BinaryOp::NotEqual) || isPlain() ||
        (!ints && !(op <= BinaryOp::NotEqual && comparesFloats(made))))
        return false;
    Split ways(builder_, leaveFor(made));
    if (op <= BinaryOp::NotEqual) {
        // The fast ways give conditions; the slow one an object.
        Split inner(builder_, leaveFor(made));
        numbersCompared(inner, made);
        if (inner.leaves()) {
            define(id, asBool(inner.join()));
            return true;
        }
        inner.slow();
        ways.leaveFast();
        V result = inner.join();
        ways.give(asBool(result));
        define(id, slowly(ways, [&] { return askBinary(made); }));
        return true;
    }
    V left = use(made.operands[0]), right = use(made.operands[1]);
    if (ssa::plainOf(op) == BinaryOp::Add && isBounded(made)) {
        define(id, builder_.CreateAdd(left, builder_.CreateSub(right, constant(1))));
        return true;
    }
    ways.require(areSmall(made, left, right));
    ways.give(intResult(ways, op, left, right));
    define(id, slowly(ways, [&] {
               return callWord(Entry::BinaryOp, {constant(made.arg), left, right});
           }));
    return true;
}

bool Lowering::fastUnary(ssa::ValueId id, const ssa::Instr& made) {
    const UnaryOp op{static_cast<uint8_t>(made.arg)};
    if (isLazy(id)) {
        hasWide_ ? wideUnary(id, made) : lazyNegative(id, made);
        return true;
    }
    const ssa::Type type = instr(made.operands[0]).type;
    if (op == UnaryOp::Not) {
        define(id, asBool(builder_.CreateNot(condition(made.operands[0]))));
        return true;
    }
    if (!mayBeSmall(type) || isPlain()) return false;
    V value = use(made.operands[0]);
    Split ways(builder_, leaveFor(made));
    if (!isKnownSmall(made.operands[0])) ways.require(isSmall(value));
    if (op == UnaryOp::Negative)
        ways.give(checked(ways, llvm::Intrinsic::ssub_with_overflow, constant(2), value));
    else
        ways.give(op == UnaryOp::Invert ? builder_.CreateXor(value, constant(~uint64_t{1}))
                                        : value);
    define(id, slowly(ways, [&] { return callWord(Entry::UnaryOp, {constant(made.arg), value}); }));
    return true;
}

/// Finds comparisons and `not` whose result only the branch behind them asks for.
void Lowering::findFused() {
    for (const ssa::Block& each : source_.blocks) {
        if (!isFastAt(each)) continue;
        for (size_t i = 0; i < each.code.size(); ++i) {
            if (instr(each.code[i]).op != ssa::Op::Truth) continue;
            ssa::ValueId wanted = instr(each.code[i]).operands[0];
            for (size_t before = i; before-- > 0;) {
                const ssa::ValueId id = each.code[before];
                if (ssa::isMadeAnew(instr(id))) continue;
                const bool isNot = instr(id).op == ssa::Op::Unary &&
                                   instr(id).arg == static_cast<uint32_t>(UnaryOp::Not);
                if (id != wanted || users_[ssa::index(id)].size() != 1 ||
                    (!isNot && !isComparison(instr(id))))
                    break;
                delayed_[ssa::index(id)] = Delayed::Test;
                if (!isNot) break;
                wanted = instr(id).operands[0];
            }
        }
    }
}

} // namespace taipan::llvm_backend
