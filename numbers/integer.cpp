#include "taipan/numbers/integer.h"

namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::integer {

namespace {

constexpr Limb kOne = 1;

int compareMagnitudes(const IntView& a, const IntView& b) {
    return natural::compare(a.limbs, a.size, b.limbs, b.size);
}

IntView trimmed(const Limb* limbs, uint32_t size, bool negative) {
    size = natural::trim(limbs, size);
    return {limbs, size, negative && size != 0};
}

/// a + b, where b counts as negative when `negative`.
IntView addSigned(Limb* out, const IntView& a, const IntView& b, bool negative) {
    const bool less = compareMagnitudes(a, b) < 0;
    const IntView& large = less ? b : a;
    const IntView& small = less ? a : b;
    const bool sign = less ? negative : a.negative;
    const uint32_t n = large.size;
    if (a.negative != negative) {
        natural::subtract(out, large.limbs, n, small.limbs, small.size);
        return trimmed(out, n, sign);
    }
    const Limb carry = natural::add(out, large.limbs, n, small.limbs, small.size);
    if (carry != 0) {
        out[n] = carry;
    }
    return {out, n + (carry != 0), sign};
}

/// Adds one to a magnitude.
uint32_t increment(Limb* limbs, uint32_t n) {
    const Limb carry = natural::add(limbs, limbs, n, &kOne, n != 0);
    if (carry != 0 || n == 0) {
        limbs[n++] = 1;
    }
    return n;
}

/// The limbs of a number in two's complement, from the lowest on.
class TwosComplement {
  public:
    explicit TwosComplement(const IntView& a)
        : limbs_(a.limbs), size_(a.size), mask_(-Limb{a.negative}), carry_(a.negative) {}
    Limb next() {
        const Limb limb = at_ < size_ ? limbs_[at_] : 0;
        ++at_;
        const Limb result = (limb ^ mask_) + carry_;
        carry_ &= result == 0;
        return result;
    }

  private:
    const Limb* limbs_;
    uint32_t size_;
    uint32_t at_ = 0;
    Limb mask_;
    Limb carry_;
};

/// A magnitude as limbs in two's complement and back: the same operation.
void negate(Limb* limbs, uint32_t n) {
    TwosComplement complement({limbs, n, true});
    for (uint32_t i = 0; i < n; ++i) {
        limbs[i] = complement.next();
    }
}

} // namespace

int compare(const IntView& a, const IntView& b) {
    if (a.negative != b.negative) {
        return a.negative ? -1 : 1;
    }
    const int order = compareMagnitudes(a, b);
    return a.negative ? -order : order;
}

IntView add(Limb* out, const IntView& a, const IntView& b) {
    return addSigned(out, a, b, b.negative);
}

IntView subtract(Limb* out, const IntView& a, const IntView& b) {
    return addSigned(out, a, b, !b.negative);
}

IntView multiply(Limb* out, const IntView& a, const IntView& b, Limb* scratch, natural::Poll poll) {
    natural::multiply(out, a.limbs, a.size, b.limbs, b.size, scratch, poll);
    return trimmed(out, a.size + b.size, a.negative != b.negative);
}

DivMod floorDivMod(Limb* quotient, Limb* remainder, const IntView& a, const IntView& b,
                   Limb* scratch TAIPAN_NUMBERS_POLL_PARAMETER) {
#if TAIPAN_NUMBERS_KIND < 2
    constexpr natural::Poll poll = nullptr;
#endif
    const bool differ = a.negative != b.negative;
    uint32_t qn = 0;
    uint32_t rn = a.size;
    if (a.size < b.size) {
        natural::copy(remainder, a.limbs, a.size);
    } else {
        natural::divideLong(quotient, remainder, a.limbs, a.size, b.limbs, b.size, scratch, poll);
        qn = natural::trim(quotient, a.size - b.size + 1);
        rn = natural::trim(remainder, b.size);
    }
    if (differ && rn != 0) {
        qn = increment(quotient, qn);
        natural::subtract(remainder, b.limbs, b.size, remainder, rn);
        rn = natural::trim(remainder, b.size);
    }
    return {{quotient, qn, differ && qn != 0}, {remainder, rn, b.negative && rn != 0}};
}

IntView shiftLeft(Limb* out, const IntView& a, size_t count) {
    return {out, natural::shiftLeft(out, a.limbs, a.size, count), a.negative};
}

IntView shiftRight(Limb* out, const IntView& a, size_t count) {
    const uint32_t whole =
        count / kLimbBits < a.size ? static_cast<uint32_t>(count / kLimbBits) : a.size;
    bool lost = natural::trim(a.limbs, whole) != 0;
    if (whole < a.size) {
        lost |= (a.limbs[whole] & ((Limb{1} << (count % kLimbBits)) - 1)) != 0;
    }
    uint32_t n = natural::shiftRight(out, a.limbs, a.size, count);
    if (a.negative && lost) {
        n = increment(out, n);
    }
    return {out, n, a.negative && n != 0};
}

IntView bitwise(Limb* out, BitOperation operation, const IntView& a, const IntView& b) {
    // x | y is (x & y) + (x ^ y), so that two masks pick the operation without a branch.
    const Limb both = operation == BitOperation::Xor ? 0 : ~Limb{0};
    const Limb either = operation == BitOperation::And ? 0 : ~Limb{0};
    const auto apply = [=](Limb x, Limb y) { return (x & y & both) | ((x ^ y) & either); };
#if TAIPAN_NUMBERS_KIND >= 1
    if (!a.negative && !b.negative) {
        const IntView& large = a.size < b.size ? b : a;
        const uint32_t common = a.size < b.size ? a.size : b.size;
        for (uint32_t i = 0; i < common; ++i) {
            out[i] = apply(a.limbs[i], b.limbs[i]);
        }
        if (operation == BitOperation::And) {
            return trimmed(out, common, false);
        }
        natural::copy(out + common, large.limbs + common, large.size - common);
        return trimmed(out, large.size, false);
    }
#endif
    const uint32_t n = bitwiseSize(a.size, b.size);
    const bool negative = apply(a.negative, b.negative) != 0;
    TwosComplement x(a);
    TwosComplement y(b);
    for (uint32_t i = 0; i < n; ++i) {
        const Limb left = x.next();
        out[i] = apply(left, y.next());
    }
    if (negative) {
        negate(out, n);
    }
    return trimmed(out, n, negative);
}

IntView fromBytes(Limb* out, const uint8_t* bytes, size_t count, bool bigEndian, bool isSigned) {
    const uint32_t n = fromBytesSize(count);
    const bool negative = isSigned && count != 0 && (bytes[bigEndian ? 0 : count - 1] & 0x80) != 0;
    for (size_t i = 0; i < size_t{n} * sizeof(Limb); ++i) {
        Limb byte = negative ? 0xff : 0;
        if (i < count) {
            byte = bytes[bigEndian ? count - 1 - i : i];
        }
        Limb& limb = out[i / sizeof(Limb)];
        const unsigned at = i % sizeof(Limb);
        limb = byte << (8 * at) | (at == 0 ? 0 : limb);
    }
    if (negative) {
        negate(out, n);
    }
    return trimmed(out, n, negative);
}

bool toBytes(uint8_t* bytes, size_t count, const IntView& a, bool bigEndian, bool isSigned) {
    TwosComplement source(a);
    Limb limb = 0;
    for (size_t i = 0; i < count; ++i) {
        limb = i % sizeof(Limb) == 0 ? source.next() : limb >> 8;
        bytes[bigEndian ? count - 1 - i : i] = static_cast<uint8_t>(limb);
    }
    // The highest byte's highest bit is the sign.
    const bool sign = count != 0 && (limb & 0x80) != 0;
    return natural::bitLength(a.limbs, a.size) <= count * 8 && (!isSigned || sign == a.negative);
}

} // namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::integer
