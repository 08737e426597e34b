// Big integers to floats and back.
#pragma once

#include "runtime/numbers/big.h"
#include "runtime/numbers/float_type.h"

namespace taipan::runtime {

/// top * 2^exponent, rounded to nearest, ties to even; infinity when that is too large. The highest
/// bit of `top` is set. Its lowest one may stand for any bits below that are not all zero.
Float roundToFloat(uint64_t top, int exponent);
/// a * 2^exponent, rounded to nearest, ties to even; infinity when that is too large. `a` is
/// trimmed, and the exponent stays clear of the ends of an int by 2^20.
Float limbsToFloat(const Limb* a, uint32_t n, int exponent = 0);
/// Limbs that floatToLimbs() may write.
inline constexpr uint32_t kFloatLimbs =
    limbsForBits((size_t{1} << (kExponentBits - 1)) + sizeof(FloatBits) * 8);
/// The integer part of a finite number's magnitude; the trimmed size.
uint32_t floatToLimbs(Limb* out, Float number);

} // namespace taipan::runtime
