// The floating-point type of a build, and how its bits are laid out.
#pragma once

#include <cstdint>
#include <cstring>

#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_FLOAT_DOUBLE
using Float = double;
using FloatBits = uint64_t;
inline constexpr int kMantissaBits = 53; // with the hidden one
inline constexpr int kExponentBits = 11;
#else
using Float = float;
using FloatBits = uint32_t;
inline constexpr int kMantissaBits = 24;
inline constexpr int kExponentBits = 8;
#endif
static_assert(sizeof(Float) == sizeof(FloatBits));

inline constexpr int kFieldMax = (1 << kExponentBits) - 1; // exponent field of inf and nan
/// Binary exponent of the last mantissa bit of the smallest number.
inline constexpr int kMinExponent = 3 - (1 << (kExponentBits - 1)) - kMantissaBits;
inline constexpr FloatBits kHiddenBit = FloatBits{1} << (kMantissaBits - 1);
inline constexpr FloatBits kInfinityBits = FloatBits{kFieldMax} << (kMantissaBits - 1);

constexpr FloatBits bitsOf(Float number) {
    return __builtin_bit_cast(FloatBits, number);
}
constexpr Float floatOf(FloatBits bits) {
    return __builtin_bit_cast(Float, bits);
}

/// A number as objects hold it, be they values by themselves or complex numbers.
constexpr Float held(Float number) {
#if TAIPAN_VALUES == TAIPAN_VALUES_STUFFED
    // Without the last two bits: to nearest, ties to even; NaN is NaN.
    if (number != number) return number;
    const FloatBits bits = bitsOf(number);
    return floatOf((bits + 1 + (bits >> 2 & 1)) & ~FloatBits{3});
#else
    return number;
#endif
}

/// A finite number's magnitude: mantissa * 2^exponent.
struct FloatParts {
    FloatBits mantissa;
    int exponent;
};

/// Takes a finite number apart; the sign is dropped.
inline FloatParts partsOf(Float number) {
    const FloatBits bits = bitsOf(number);
    const FloatBits fraction = bits & (kHiddenBit - 1);
    const int field = static_cast<int>(bits >> (kMantissaBits - 1)) & kFieldMax;
    if (field == 0) {
        return {fraction, kMinExponent};
    }
    return {fraction | kHiddenBit, field - 1 + kMinExponent};
}

} // namespace taipan::runtime
