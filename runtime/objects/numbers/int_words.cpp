// Integers a little too big to be small: operators in the machine's own double words, which is much
// quicker than a computation on limbs. Hosts only.

#include "runtime/objects/numbers/int_words.h"

#if TAIPAN_INT_WORDS
#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/objects/numbers/int_big.h"

namespace taipan::runtime {

namespace {
__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 Magnitude;

constexpr unsigned kWideBits = 126; // of a magnitude: the sum of two has no more than a Wide

struct Word {
    Magnitude magnitude;
    bool negative;

    Wide wide() const {
        return negative ? -static_cast<Wide>(magnitude) : static_cast<Wide>(magnitude);
    }
    bool isOneLimb() const { return magnitude <= UINT64_MAX; }
    Limb limb() const { return static_cast<Limb>(magnitude); }
};

/// False for numbers that are too long.
bool read(Value number, Word& word) {
    if (number.isSmallInt()) {
        const intptr_t small = number.smallInt();
        const auto bits = static_cast<uintptr_t>(small);
        word = {small < 0 ? -bits : bits, small < 0};
        return true;
    }
    const auto* const big = number.as<BigInt>();
    const Limb* const limbs = limbsOf(big);
    if (big->size > 2 || (big->size == 2 && limbs[1] >> (kWideBits - kLimbBits) != 0)) return false;
    word = {limbs[0], big->negative != 0};
    if (big->size == 2) word.magnitude |= Magnitude{limbs[1]} << kLimbBits;
    return true;
}

Value make(Magnitude magnitude, bool negative) {
    if (magnitude <= static_cast<uintptr_t>(kSmallIntMax)) {
        const auto word = static_cast<intptr_t>(magnitude);
        return smallInt(negative ? -word : word);
    }
    if (negative && magnitude == -static_cast<uintptr_t>(kSmallIntMin))
        return smallInt(kSmallIntMin);
    constexpr size_t kSize = sizeof(BigInt) + 2 * sizeof(Limb);
    void* memory = state.heap.takeNoScan(kSize / kUnit);
    if (memory == nullptr) memory = allocate(kSize, Contents::Bytes);
    auto* const number = static_cast<BigInt*>(memory);
    Limb* const limbs = limbsOf(number);
    limbs[0] = static_cast<Limb>(magnitude);
    limbs[1] = static_cast<Limb>(magnitude >> kLimbBits);
    number->type = &intType;
    number->size = limbs[1] != 0 ? 2 : 1;
    number->negative = negative;
    return pointerTo(number);
}

Value make(Wide wide) {
    const auto bits = static_cast<Magnitude>(wide);
    return make(wide < 0 ? -bits : bits, wide < 0);
}

/// Division of one limb by another, not zero; rounds down.
Value divide(BinaryOp op, const Word& left, const Word& right) {
    Limb quotient = left.limb() / right.limb();
    Limb remainder = left.limb() % right.limb();
    const bool differ = left.negative != right.negative;
    if (differ && remainder != 0) {
        ++quotient;
        remainder = right.limb() - remainder;
    }
    return op == BinaryOp::Modulo ? make(remainder, right.negative) : make(quotient, differ);
}

Value shift(BinaryOp op, const Word& left, const Word& right) {
    if (right.negative || right.magnitude > kWideBits) return kSentinel;
    const auto count = static_cast<unsigned>(right.magnitude);
    if (op == BinaryOp::Rshift) return make(left.wide() >> count);
    if (left.magnitude >> (kWideBits - count) != 0) return kSentinel;
    return make(left.magnitude << count, left.negative);
}
} // namespace

Value wordBinary(BinaryOp op, Value leftValue, Value rightValue) {
    Word left, right;
    if (!read(leftValue, left) || !read(rightValue, right)) return kSentinel;
    switch (op) {
    case BinaryOp::Add: return make(left.wide() + right.wide());
    case BinaryOp::Subtract: return make(left.wide() - right.wide());
    case BinaryOp::And: return make(left.wide() & right.wide());
    case BinaryOp::Or: return make(left.wide() | right.wide());
    case BinaryOp::Xor: return make(left.wide() ^ right.wide());
    case BinaryOp::Lshift:
    case BinaryOp::Rshift: return shift(op, left, right);
    case BinaryOp::Multiply:
        if (!left.isOneLimb() || !right.isOneLimb()) return kSentinel;
        return make(left.magnitude * right.magnitude, left.negative != right.negative);
    case BinaryOp::FloorDivide:
    case BinaryOp::Modulo:
        if (!left.isOneLimb() || !right.isOneLimb() || right.limb() == 0) return kSentinel;
        return divide(op, left, right);
    default: return kSentinel;
    }
}

} // namespace taipan::runtime
#endif
