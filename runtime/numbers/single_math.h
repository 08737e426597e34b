// Mathematics for floats of 32 bits in little memory: integer arithmetic, short tables, and no
// numbers of 64 bits. An image that links no C library has them under the names of C's functions.
//
// Results are within 3 units of the last place of the true ones; special values are as C has them.
#pragma once

#include "runtime/value/features.h"

#if TAIPAN_HAS_C_LIBRARY && TAIPAN_FLOAT && !TAIPAN_FLOAT_DOUBLE
#define TAIPAN_C_NAME(name) __asm__(name)
#else
#define TAIPAN_C_NAME(name)
#endif

namespace taipan::runtime::single {

/// Whole numbers: towards zero, down, up, to nearest with ties to even.
float truncate(float x) TAIPAN_C_NAME("truncf");
float floor(float x) TAIPAN_C_NAME("floorf");
float ceil(float x) TAIPAN_C_NAME("ceilf");
float roundToEven(float x) TAIPAN_C_NAME("nearbyintf");

/// The part after the point; *whole is the rest. Both have x's sign.
float splitFraction(float x, float* whole) TAIPAN_C_NAME("modff");
/// A number from a half to 1, and the power of two that makes it x. Zero, infinity and NaN are
/// themselves.
float splitExponent(float x, int* exponent) TAIPAN_C_NAME("frexpf");
/// x * 2 ** exponent.
float scale(float x, int exponent) TAIPAN_C_NAME("ldexpf");
/// What is left of x after as many y as fit; exact, with x's sign.
float remainder(float x, float y) TAIPAN_C_NAME("fmodf");

float squareRoot(float x) TAIPAN_C_NAME("sqrtf");
float exponential(float x) TAIPAN_C_NAME("expf");
float logarithm(float x) TAIPAN_C_NAME("logf");
float logarithm2(float x) TAIPAN_C_NAME("log2f");
float logarithm10(float x) TAIPAN_C_NAME("log10f");
float power(float x, float y) TAIPAN_C_NAME("powf");
/// The factorial of x - 1, for all x but 0, -1, …
float gamma(float x) TAIPAN_C_NAME("tgammaf");

float sine(float x) TAIPAN_C_NAME("sinf");
float cosine(float x) TAIPAN_C_NAME("cosf");
float tangent(float x) TAIPAN_C_NAME("tanf");
float arcSine(float x) TAIPAN_C_NAME("asinf");
float arcCosine(float x) TAIPAN_C_NAME("acosf");
float arcTangent(float x) TAIPAN_C_NAME("atanf");
float arcTangent2(float y, float x) TAIPAN_C_NAME("atan2f");

} // namespace taipan::runtime::single
