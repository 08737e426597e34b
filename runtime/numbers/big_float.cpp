#include "runtime/numbers/big_float.h"

namespace taipan::runtime {

Float roundToFloat(uint64_t top, int exponent) {
    int drop = 64 - kMantissaBits;
    if (exponent + drop < kMinExponent) {
        drop = kMinExponent - exponent;
    }
    if (drop > 64) {
        return 0;
    }
    uint64_t kept = drop == 64 ? 0 : top >> drop;
    const uint64_t half = uint64_t{1} << (drop - 1);
    const uint64_t dropped = top & (half - 1 + half);
    kept += dropped > half || (dropped == half && (kept & 1) != 0);
    // The hidden bit adds one to the exponent field, and so does a carry out of the mantissa.
    const int field = exponent + drop - kMinExponent;
    if (field + 1 >= kFieldMax) {
        return floatOf(kInfinityBits);
    }
    return floatOf((static_cast<FloatBits>(field) << (kMantissaBits - 1)) +
                   static_cast<FloatBits>(kept));
}

Float limbsToFloat(const Limb* a, uint32_t n, int exponent) {
    const size_t length = natural::bitLength(a, n);
    if (length == 0 || length >= size_t{1} << 20) {
        return n == 0 ? 0 : floatOf(kInfinityBits);
    }
    // The highest 64 bits; the lowest of them tells as well whether any bit below is set.
    const size_t below = length > 64 ? length - 64 : 0;
    const uint32_t skipped = static_cast<uint32_t>(below / kLimbBits);
    Limb parts[64 / kLimbBits + 1] = {};
    natural::shiftRight(parts, a + skipped, n - skipped, below % kLimbBits);
    uint64_t top = parts[0];
    if constexpr (kLimbBits < 64) {
        top |= uint64_t{parts[1]} << 32;
    }
    bool inexact = (a[skipped] & ((Limb{1} << (below % kLimbBits)) - 1)) != 0;
    inexact |= natural::trim(a, skipped) != 0;
    top = top << (length < 64 ? 64 - length : 0) | inexact;
    return roundToFloat(top, exponent + static_cast<int>(length) - 64);
}

uint32_t floatToLimbs(Limb* out, Float number) {
    const FloatParts parts = partsOf(number);
    const uint32_t n = natural::fromWord(out, parts.mantissa);
    return parts.exponent < 0
               ? natural::shiftRight(out, out, n, static_cast<size_t>(-parts.exponent))
               : natural::shiftLeft(out, out, n, static_cast<size_t>(parts.exponent));
}

} // namespace taipan::runtime
