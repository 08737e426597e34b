// Operators of int.

#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/int_big.h"
#include "runtime/objects/numbers/int_words.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

bool isNegative(Value number) {
#if TAIPAN_BIGINT
    if (!number.isSmallInt()) return number.as<BigInt>()->negative != 0;
#endif
    return number.smallInt() < 0;
}

void raiseZeroDivision() {
    raise(ZeroDivisionErrorType, "divide by zero"_text);
}

// --- big integers --------------------------------------------------------------------------------

#if TAIPAN_BIGINT
constinit const WordInt maxWord = {{{&intType}, 1, 0}, INTPTR_MAX};

Scratch::Scratch(size_t limbs) : memory_(local_) {
    if (limbs > kLocal)
        memory_ = static_cast<Limb*>(allocate(limbs * sizeof(Limb), Contents::Bytes));
}

void Scratch::release() {
    if (memory_ != local_) runtime::release(memory_);
}

namespace {
constexpr size_t kMaxLimbs = INT32_MAX / sizeof(Limb);

constexpr size_t bytesFor(size_t limbs) {
    return sizeof(BigInt) + limbs * sizeof(Limb);
}
} // namespace

namespace {
BigInt* newBigInt(size_t room) {
    if (room > kMaxLimbs) raiseTooLarge();
    auto* const number = static_cast<BigInt*>(allocate(bytesFor(room), Contents::Bytes));
    number->type = &intType;
    return number;
}

Value fill(BigInt* number, const IntView& value) {
    number->size = value.size;
    number->negative = value.negative;
    return pointerTo(number);
}

Value copyOf(const IntView& value) {
    BigInt* const number = newBigInt(value.size);
    natural::copy(limbsOf(number), value.limbs, value.size);
    return fill(number, value);
}
} // namespace

Result::Result(size_t room) : room_(room), limbs_(local_) {
    if (room <= kLocal) return;
    object_ = newBigInt(room);
    limbs_ = limbsOf(object_);
}

Value Result::finish(const IntView& result) {
    intptr_t word = 0;
    if (integer::toWord(result, word) && fitsSmallInt(word)) {
        release(object_);
        return smallInt(word);
    }
    if (object_ == nullptr) return copyOf(result);
    state.heap.shrink(object_, bytesFor(room_), bytesFor(result.size));
    return fill(object_, result);
}

Value newBigWord(uintptr_t bits, bool negative) {
    const Limb limb = negative ? -bits : bits;
    return copyOf({&limb, 1, negative});
}

Value newBigWide(uint64_t bits, bool negative) {
    Result result(limbsForBits(64));
    const uint32_t size = natural::fromWord(result.limbs(), negative ? -bits : bits);
    return result.finish({result.limbs(), size, negative});
}

namespace {
Value divide(BinaryOp op, const Operand& left, const Operand& right) {
    if (right.size() == 0) raiseZeroDivision();
    Result quotient(integer::quotientSize(left.size(), right.size()));
    Result remainder(right.size());
    Scratch scratch(natural::divideLongScratch(left.size(), right.size()));
    const DivMod result = integer::floorDivMod(quotient.limbs(), remainder.limbs(), left.view(),
                                               right.view(), scratch.limbs(), pollFor(left.size()));
    scratch.release();
    if (op == BinaryOp::Modulo) return remainder.finish(result.remainder);
    if (op == BinaryOp::FloorDivide) {
        remainder.discard();
        return quotient.finish(result.quotient);
    }
    const Value second = remainder.finish(result.remainder);
    const Value both[] = {quotient.finish(result.quotient), second};
    return newTuple(2, both);
}

Value multiply(const Operand& left, const Operand& right) {
    Result product(integer::multiplySize(left.size(), right.size()));
    Scratch scratch(natural::multiplyScratch(left.size(), right.size()));
    const IntView view = integer::multiply(product.limbs(), left.view(), right.view(),
                                           scratch.limbs(), pollFor(left.size()));
    scratch.release();
    return product.finish(view);
}

Value shift(BinaryOp op, const Operand& left, Value right) {
    const intptr_t count = wordOf(right);
    if (count < 0) raiseValueError("negative shift count"_text);
    if (left.size() == 0) return smallInt(0);
    const auto bits = static_cast<size_t>(count);
    if (op == BinaryOp::Lshift) {
        Result result(integer::shiftLeftSize(left.size(), bits));
        return result.finish(integer::shiftLeft(result.limbs(), left.view(), bits));
    }
    Result result(integer::shiftRightSize(left.size(), bits));
    return result.finish(integer::shiftRight(result.limbs(), left.view(), bits));
}

Value addSubtractOrBits(BinaryOp op, const Operand& left, const Operand& right) {
    static_assert(integer::addSize(3, 2) == integer::bitwiseSize(3, 2));
    Result result(integer::addSize(left.size(), right.size()));
    Limb* const out = result.limbs();
    const IntView a = left.view();
    const IntView b = right.view();
    if (op == BinaryOp::Add) return result.finish(integer::add(out, a, b));
    if (op == BinaryOp::Subtract) return result.finish(integer::subtract(out, a, b));
    const BitOperation bits = op == BinaryOp::And  ? BitOperation::And
                              : op == BinaryOp::Or ? BitOperation::Or
                                                   : BitOperation::Xor;
    return result.finish(integer::bitwise(out, bits, a, b));
}

Value bigBinary(BinaryOp op, Value leftValue, Value rightValue) {
#if TAIPAN_INT_WORDS
    const Value quick = wordBinary(op, leftValue, rightValue);
    if (quick != kSentinel) return quick;
#endif
    const Operand left(leftValue);
    if (op == BinaryOp::Lshift || op == BinaryOp::Rshift) return shift(op, left, rightValue);
    const Operand right(rightValue);
    switch (op) {
    case BinaryOp::Add:
    case BinaryOp::Subtract:
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Xor: return addSubtractOrBits(op, left, right);
    case BinaryOp::Multiply: return multiply(left, right);
    case BinaryOp::FloorDivide:
    case BinaryOp::Modulo:
    case BinaryOp::DivMod: return divide(op, left, right);
#if TAIPAN_FLOAT
    case BinaryOp::TrueDivide:
        if (right.size() == 0) raiseZeroDivision();
        return newFloat(toFloat(leftValue) / toFloat(rightValue));
#endif
    default:
        if (op > BinaryOp::NotEqual) return kNoValue;
        return truth(orderMatches(op, integer::compare(left.view(), right.view())));
    }
}
} // namespace

#else
void raiseSmallIntOverflow() {
    raise(OverflowErrorType, "small int overflow"_text);
}

namespace {
/// Only what overflows comes here, or is no operator of integers.
Value bigBinary(BinaryOp op, Value, Value) {
    if (op < BinaryOp::Or || op == BinaryOp::MatMultiply) return kNoValue;
    raiseSmallIntOverflow();
}
} // namespace
#endif

// --- small integers ------------------------------------------------------------------------------

namespace {
struct SmallDivMod {
    intptr_t quotient, remainder;
};

/// Rounds down; the remainder has the divisor's sign.
SmallDivMod floorDivMod(intptr_t left, intptr_t right) {
    intptr_t quotient = left / right;
    intptr_t remainder = left % right;
    if (remainder != 0 && (remainder ^ right) < 0) {
        remainder += right;
        --quotient;
    }
    return {quotient, remainder};
}

Value divideSmall(BinaryOp op, intptr_t left, intptr_t right) {
    if (right == 0) raiseZeroDivision();
    if (left == INTPTR_MIN && right == -1) return kSentinel; // where small ones can be as little
    const SmallDivMod result = floorDivMod(left, right);
    if (op == BinaryOp::Modulo) return smallInt(result.remainder);
    const Value quotient = newInt(result.quotient);
    if (op == BinaryOp::FloorDivide) return quotient;
    const Value both[] = {quotient, smallInt(result.remainder)};
    return newTuple(2, both);
}

Value shiftLeftSmall(intptr_t left, intptr_t count) {
    constexpr intptr_t kBits = sizeof(left) * 8 - 1;
    if (count < 0) raiseValueError("negative shift count"_text);
    if (count >= kBits) return left == 0 ? smallInt(0) : kSentinel;
    const bool fits = left <= kSmallIntMax >> count && left >= kSmallIntMin >> count;
    return fits ? smallInt(static_cast<intptr_t>(static_cast<uintptr_t>(left) << count))
                : kSentinel;
}

/// The result of an operator that is quicker on small integers; kSentinel for others, and when it
/// is not small.
Value smallBinary(BinaryOp op, Value leftValue, Value rightValue) {
    const intptr_t left = leftValue.smallInt();
    const intptr_t right = rightValue.smallInt();
    constexpr intptr_t kMostShift = sizeof(left) * 8 - 1;
    intptr_t product = 0;
    switch (op) {
    case BinaryOp::Multiply:
        if (__builtin_mul_overflow(left, right, &product) || !fitsSmallInt(product)) break;
        return smallInt(product);
    case BinaryOp::Lshift: return shiftLeftSmall(left, right);
    case BinaryOp::Rshift:
        if (right < 0) raiseValueError("negative shift count"_text);
        return smallInt(left >> (right < kMostShift ? right : kMostShift));
    case BinaryOp::FloorDivide:
    case BinaryOp::Modulo:
    case BinaryOp::DivMod: return divideSmall(op, left, right);
#if TAIPAN_FLOAT
    case BinaryOp::TrueDivide:
        if (right == 0) raiseZeroDivision();
        return newFloat(static_cast<Float>(left) / static_cast<Float>(right));
#endif
    default: break;
    }
    return kSentinel;
}
} // namespace

// --- powers --------------------------------------------------------------------------------------

namespace {
#if TAIPAN_BIGINT
/// Bits of the magnitude.
size_t bitLength(Value number) {
    const Operand operand(number);
    const IntView view = operand.view();
    return natural::bitLength(view.limbs, view.size);
}

/// A bit of a number that is not negative.
bool bitAt(Value number, size_t at) {
    if (!number.isSmallInt())
        return (limbsOf(number.as<BigInt>())[at / kLimbBits] >> (at % kLimbBits) & 1) != 0;
    return (number.smallInt() >> at & 1) != 0;
}

/// Gives back what a computation has left behind.
void drop(Value number) {
    if (number.isObject()) release(number.object());
}

/// A product; its remainder when there is a modulus.
Value multiplyModulo(Value left, Value right, Value modulus) {
    const Value product = intBinary(BinaryOp::Multiply, left, right);
    if (!modulus) return product;
    const Value remainder = intBinary(BinaryOp::Modulo, product, modulus);
    drop(product);
    return remainder;
}

/// A power by an exponent that is not negative, modulo a number when there is one.
Value powerOf(Value base, Value exponent, Value modulus) {
    Value result = multiplyModulo(smallInt(1), smallInt(1), modulus);
    for (size_t bit = bitLength(exponent); bit-- > 0;) {
        runPendingIfAny();
        Value last = result;
        result = multiplyModulo(last, last, modulus);
        drop(last);
        if (!bitAt(exponent, bit)) continue;
        last = result;
        result = multiplyModulo(last, base, modulus);
        drop(last);
    }
    return result;
}
#else
/// A power by an exponent that is not negative, modulo a number when there is one.
Value powerOf(Value base, Value exponent, Value modulus) {
    const auto product = [modulus](Value left, Value right) {
        const Value result = intBinary(BinaryOp::Multiply, left, right);
        return modulus ? intBinary(BinaryOp::Modulo, result, modulus) : result;
    };
    Value result = product(smallInt(1), smallInt(1));
    for (intptr_t left = exponent.smallInt(); left != 0;) {
        runPendingIfAny();
        if ((left & 1) != 0) result = product(result, base);
        left >>= 1;
        if (left != 0) base = product(base, base);
    }
    return result;
}
#endif

Value power(Value base, Value exponent) {
    if (isNegative(exponent)) {
#if TAIPAN_FLOAT
        return floatBinary(BinaryOp::Power, toFloat(base), exponent);
#else
        raiseValueError("negative power with no float support"_text);
#endif
    }
#if TAIPAN_BIGINT
    // To find out at once, not after a long computation, that no memory holds the result.
    const size_t bits = bitLength(base);
    size_t size = 0;
    if (bits > 1 &&
        (!exponent.isSmallInt() || __builtin_mul_overflow(bits - 1, exponent.smallInt(), &size)))
        raiseTooLarge();
    if (size > kLimbBits) release(newBigInt(size / kLimbBits));
#endif
    return powerOf(base, exponent, kNoValue);
}
} // namespace

#if TAIPAN_HAS_POW3
Value powerModulo(Value base, Value exponent, Value modulus) {
    if (!isInt(base) || !isInt(exponent) || !isInt(modulus))
        raiseTypeError("pow() with 3 arguments requires integers"_text);
    if (modulus == smallInt(0)) raiseValueError("divide by zero"_text);
    if (isNegative(exponent)) return smallInt(0);
    return powerOf(base, exponent, modulus);
}
#endif

// --- slots ---------------------------------------------------------------------------------------

Value intBinary(BinaryOp op, Value left, Value right) {
    op = plain(op);
    if (op == BinaryOp::Power) return power(left, right);
    if (left.isSmallInt() && right.isSmallInt()) {
        const Value result = smallBinary(op, left, right);
        if (result != kSentinel) return result;
    }
    return bigBinary(op, left, right);
}

Value intBinarySlot(BinaryOp op, Value left, Value right) {
    if (isInt(right)) return intBinary(op, left, right);
    if (right == kTrue || right == kFalse) return binaryOp(op, left, smallInt(right == kTrue));
#if TAIPAN_FLOAT
    if (isFloat(right)) return floatBinary(op, toFloat(left), right);
#endif
#if TAIPAN_HAS_COMPLEX
    if (is(right, complexType)) return complexBinary(op, toFloat(left), 0, right);
#endif
    // Repeating a sequence.
    const Type* const type = typeOf(right);
    if (plain(op) != BinaryOp::Multiply || type->isInstanceType() || !type->has(SlotIndex::Binary))
        return kNoValue;
    return type->binary()(BinaryOp::Multiply, right, left);
}

#if TAIPAN_FLOAT
namespace {
Float asFloat(Value number) {
#if TAIPAN_BIGINT
    if (!number.isSmallInt()) {
        const auto* const self = number.as<BigInt>();
        const Float value = limbsToFloat(limbsOf(self), self->size);
        return self->negative != 0 ? -value : value;
    }
#endif
    return static_cast<Float>(number.smallInt());
}
} // namespace
#endif

Value intUnarySlot(UnaryOp op, Value self) {
    switch (op) {
    case UnaryOp::Bool: return truth(self != smallInt(0));
    case UnaryOp::Hash: return smallInt(static_cast<intptr_t>(toWordTruncated(self)));
    case UnaryOp::Positive:
    case UnaryOp::Int: return self;
    case UnaryOp::Absolute:
        if (!isNegative(self)) return self;
        [[fallthrough]];
    case UnaryOp::Negative: return binaryOp(BinaryOp::Subtract, smallInt(0), self);
    case UnaryOp::Invert: return binaryOp(BinaryOp::Subtract, smallInt(-1), self);
#if TAIPAN_FLOAT
    case UnaryOp::Float: return newFloat(asFloat(self));
#endif
    default: return kNoValue;
    }
}

#if TAIPAN_FLOAT
Value intFromFloat(Float value) {
    if (value != value) raiseValueError("can't convert NaN to int"_text);
    constexpr Float kEnd = -static_cast<Float>(kSmallIntMin);
    if (value >= -kEnd && value < kEnd) return smallInt(static_cast<intptr_t>(value));
    if (value - value != 0) raise(OverflowErrorType, "can't convert inf to int"_text);
#if TAIPAN_BIGINT
    Result result(kFloatLimbs);
    const uint32_t size = floatToLimbs(result.limbs(), value);
    return result.finish({result.limbs(), size, value < 0});
#else
    raiseValueError("float too big"_text);
#endif
}
#endif

} // namespace taipan::runtime
