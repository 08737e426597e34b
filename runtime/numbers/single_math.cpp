#include "runtime/numbers/single_math.h"

#include <cstddef>
#include <cstdint>

namespace taipan::runtime::single {

namespace {
constexpr float kInfinity = __builtin_inff();
constexpr float kNan = __builtin_nanf("");
/// From here on all floats are whole.
constexpr float kWholeFrom = 0x1p23f;

uint32_t bitsOf(float x) {
    return __builtin_bit_cast(uint32_t, x);
}
float floatOf(uint32_t bits) {
    return __builtin_bit_cast(float, bits);
}
float magnitude(float x) {
    return __builtin_fabsf(x);
}
float withSign(float x, float sign) {
    return __builtin_copysignf(x, sign);
}
bool isNegative(float x) {
    return bitsOf(x) >> 31 != 0;
}

/// The upper half of a product.
uint32_t high(uint32_t a, uint32_t b) {
    return static_cast<uint32_t>(uint64_t{a} * b >> 32);
}

/// c0 - c1 * u + c2 * u^2 …: in units of 2^-31 as the coefficients are; u in units of 2^-32.
[[gnu::noinline]] uint32_t alternating(const uint32_t* coefficients, size_t count, uint32_t u) {
    uint32_t sum = 0;
    while (count-- != 0) sum = coefficients[count] - high(sum, u);
    return sum;
}
template <size_t count>
uint32_t alternating(const uint32_t (&coefficients)[count], uint32_t u) {
    return alternating(coefficients, count, u);
}

/// |x| as an integer of 24 bits, its first bit set, and the power of two to multiply it by. x is
/// finite; zero stays zero.
[[gnu::noinline]] uint32_t mantissaOf(float x, int& exponent) {
    const float fraction = splitExponent(x, &exponent);
    exponent -= 24;
    return static_cast<uint32_t>(magnitude(fraction) * 0x1p24f);
}

float scaled(uint32_t mantissa, int exponent) {
    return scale(static_cast<float>(mantissa), exponent);
}

/// Moves the first bit that is set to the top; by how many places.
[[gnu::noinline]] int normalize(uint64_t& number) {
    if (number == 0) return 0;
    const int places = __builtin_clzll(number);
    number <<= places;
    return places;
}
} // namespace

// --- whole numbers and parts ---------------------------------------------------------------------

float truncate(float x) {
    if (!(magnitude(x) < kWholeFrom)) return x;
    return withSign(static_cast<float>(static_cast<int32_t>(x)), x);
}
float floor(float x) {
    const float whole = truncate(x);
    return whole > x ? whole - 1 : whole;
}
float ceil(float x) {
    return -floor(-x);
}
float roundToEven(float x) {
    if (!(magnitude(x) < kWholeFrom)) return x;
    const float shift = withSign(kWholeFrom, x); // pushes out what is after the point
    return withSign((x + shift) - shift, x);
}

float splitFraction(float x, float* whole) {
    *whole = truncate(x);
    return withSign(*whole == x ? 0 : x - *whole, x);
}

float splitExponent(float x, int* exponent) {
    *exponent = 0;
    if (x == 0 || !(magnitude(x) < kInfinity)) return x;
    if (magnitude(x) < 0x1p-126f) {
        x *= 0x1p24f;
        *exponent = -24;
    }
    const uint32_t bits = bitsOf(x);
    *exponent += static_cast<int>(bits >> 23 & 0xFF) - 126;
    return floatOf((bits & ~(0xFFU << 23)) | 126U << 23);
}

float scale(float x, int exponent) {
    // Steps short enough that only the last one can round.
    for (; exponent > 127; exponent -= 127) x *= 0x1p127f;
    for (; exponent < -126; exponent += 102) x *= 0x1p-102f;
    return x * floatOf(static_cast<uint32_t>(exponent + 127) << 23);
}

float remainder(float x, float y) {
    const float divisor = magnitude(y);
    if (!(divisor > 0 && magnitude(x) < kInfinity)) return kNan;
    if (magnitude(x) < divisor) return x;
    int exponent = 0;
    int last = 0;
    uint32_t rest = mantissaOf(x, exponent);
    const uint32_t mantissa = mantissaOf(y, last);
    for (;; --exponent) {
        if (rest >= mantissa) rest -= mantissa;
        if (exponent == last) break;
        rest <<= 1;
    }
    return withSign(scaled(rest, last), x);
}

float squareRoot(float x) {
#if defined(__aarch64__)
    __asm__("fsqrt %s0, %s0" : "+w"(x));
    return x;
#elif defined(__ARM_FP) && (__ARM_FP & 4)
    __asm__("vsqrt.f32 %0, %0" : "+t"(x));
    return x;
#else
    if (!(x > 0 && x < kInfinity)) return x < 0 ? kNan : x;
    int exponent = 0;
    uint64_t rest = mantissaOf(x, exponent);
    const int more = exponent & 1 ? 25 : 26;
    rest <<= more;
    uint64_t root = 0; // of 25 bits: one more than a float has
    for (uint64_t bit = uint64_t{1} << 48; bit != 0; bit >>= 2) {
        const bool fits = rest >= root + bit;
        if (fits) rest -= root + bit;
        root = root / 2 + (fits ? bit : 0);
    }
    const auto sticky = static_cast<uint32_t>(rest != 0);
    return scaled(static_cast<uint32_t>(root) << 1 | sticky, (exponent - more) / 2 - 1);
#endif
}

// --- powers and logarithms -----------------------------------------------------------------------

namespace {
/// mantissa * 2^exponent; the first bit of the mantissa is set, unless it is 0.
struct Scaled {
    uint64_t mantissa;
    int exponent;
    bool negative;
};

/// The logarithm to base 2 of a finite number above 0, to about 2^-38 of itself.
Scaled binaryLogarithm(float x) {
    int exponent = 0;
    uint64_t number = uint64_t{mantissaOf(x, exponent)} << 40; // from 1 to 2, in units of 2^-63
    exponent += 23;
    // Each squaring doubles the logarithm, and its next digit comes out.
    uint64_t fraction = 0; // in units of 2^-63
    for (int i = 0; i < 63; ++i) {
        const auto upper = static_cast<uint32_t>(number >> 32);
        const auto lower = static_cast<uint32_t>(number);
        number = uint64_t{upper} * upper + (uint64_t{upper} * lower >> 31);
        const auto digit = static_cast<uint32_t>(number >> 63);
        fraction = fraction << 1 | digit;
        if (digit == 0) number <<= 1;
    }
    // To the nearest power of two, so that nothing cancels out where x is near 1.
    auto sum = static_cast<int64_t>(fraction << 1) >> 1;
    if (sum < 0) ++exponent;
    Scaled result = {0, -63, false};
    if (exponent != 0) {
        sum = (sum >> 8) + exponent * (int64_t{1} << 55);
        result.exponent = -55;
    }
    result.negative = sum < 0;
    result.mantissa = static_cast<uint64_t>(sum < 0 ? -sum : sum);
    result.exponent -= normalize(result.mantissa);
    return result;
}

/// 2 ** (factor * x); x is not NaN.
float binaryPower(const Scaled& factor, float x) {
    static constexpr uint32_t kPower[] = {0x7FFFFFFD, 0x58B90AD9, 0x1EBFABBF, 0x071A53AD,
                                          0x0139E9B1, 0x0029CC02, 0x0003951E};
    int exponent = 0;
    uint64_t product = 0;
    int down = 0;
    if (magnitude(x) < kInfinity) {
        product = (factor.mantissa >> 24) * mantissaOf(x, exponent);
        down = -32 - (factor.exponent + 24 + exponent);
    } else {
        product = ~uint64_t{0};
    }
    // In units of 2^-32. Beyond 2^9 everything is zero or infinite.
    constexpr uint64_t kMost = uint64_t{1} << 41;
    product = down > 63 ? 0 : down < 0 ? kMost : product >> down;
    if (product > kMost) product = kMost;
    // Up to the next whole exponent, from where the polynomial goes down.
    auto negated = static_cast<int64_t>(product);
    if (factor.negative == isNegative(x)) negated = -negated;
    return scaled(alternating(kPower, static_cast<uint32_t>(negated)),
                  -static_cast<int>(negated >> 32) - 31);
}

/// The logarithm to base 2, times unit * 2^unitExponent.
float logarithmBy(float x, uint32_t unit, int unitExponent) {
    if (!(x > 0)) return x == 0 ? -kInfinity : kNan;
    if (x == kInfinity) return x;
    const Scaled log = binaryLogarithm(x);
    const float result = scaled(high(static_cast<uint32_t>(log.mantissa >> 32), unit),
                                log.exponent + 64 + unitExponent);
    return log.negative ? -result : result;
}
} // namespace

float exponential(float x) {
    static constexpr Scaled kLogarithmOfE = {0xB8AA3B295C17F0BC, -63, false};
    return x != x ? x : binaryPower(kLogarithmOfE, x);
}
float logarithm(float x) {
    return logarithmBy(x, 0xB17217F8, -32);
}
float logarithm2(float x) {
    return logarithmBy(x, 0x80000000, -31);
}
float logarithm10(float x) {
    return logarithmBy(x, 0x9A209A85, -33);
}

float power(float x, float y) {
    if (x == 1 || y == 0) return 1;
    if (x != x || y != y) return kNan;
    if (y == 2) return x * x; // exact where it can be, and quick
    const float size = magnitude(x);
    const bool whole = floor(y) == y;
    const float half = y / 2;
    const bool negates = isNegative(x) && whole && floor(half) != half;
    float result = 0;
    if (size == 0 || size == kInfinity) {
        result = (size == 0) == (y < 0) ? kInfinity : 0;
    } else if (x < 0 && !whole) {
        result = kNan;
    } else {
        const Scaled log = binaryLogarithm(size);
        result = log.mantissa == 0 ? 1 : binaryPower(log, y);
    }
    return negates ? -result : result;
}

float gamma(float x) {
    // Of numbers from 1 to 2.
    static constexpr uint32_t kGamma[] = {0x80000000, 0x49E233E1, 0x7E995396, 0x7425CF4D,
                                          0x7D814B71, 0x7C5DFBA3, 0x785325C3, 0x68C6B423,
                                          0x4B5052AD, 0x27BF5633, 0x0D366A14, 0x0208786C};
    constexpr float kMost = 64; // beyond, the gamma function is infinite or zero
    if (magnitude(x) < 0x1p-24f) return 1 / x;
    const float whole = floor(x);
    if (!(x > -kInfinity) || (x < 0 && whole == x)) return kNan;
    if (x > kMost) return kInfinity;
    const float half = whole / 2;
    const bool negates = x < 0 && floor(half) != half;
    if (x < -kMost) return negates ? -0.0F : 0;
    uint32_t result = alternating(kGamma, static_cast<uint32_t>((x - whole) * 0x1p32f));
    // What lies in between multiplies, in units of 2^exponent; or divides, where x is below 1.
    uint32_t product = 0x80000000;
    int exponent = -31;
    const auto multiply = [&](float factor) {
        int more = 0;
        const uint32_t mantissa = mantissaOf(factor, more);
        product = high(product, mantissa << 8);
        exponent += more + 24;
        if (product >> 31 == 0) {
            product <<= 1;
            --exponent;
        }
    };
    if (x >= 1) {
        while (x >= 2) multiply(x -= 1);
        return scaled(high(product, result), exponent + 1);
    }
    for (; x < 1; x += 1) multiply(x);
    const float quotient = static_cast<float>(result) / static_cast<float>(product);
    return scale(negates ? -quotient : quotient, -31 - exponent);
}

// --- angles --------------------------------------------------------------------------------------

namespace {
/// sin(|x| + turns * pi/2).
float sineOf(float x, unsigned turns) {
    // 2/pi, with zeros ahead for small angles.
    static constexpr uint32_t kTwoByPi[] = {
        0, 0, 0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB};
    static constexpr uint32_t kSine[] = {0xC90FDA98, 0x14ABBB99, 0x00A32F62, 0x00025B37};
    static constexpr uint32_t kCosine[] = {0x80000000, 0x277A798E, 0x020783B8, 0x000AAE2C,
                                           0x00001D9C};
    if (!(magnitude(x) < kInfinity)) return kNan;
    if (magnitude(x) < 0x1p-12f) return turns == 0 ? magnitude(x) : 1;
    int exponent = 0;
    const uint32_t mantissa = mantissaOf(x, exponent);
    // |x| * 2/pi without whole turns of four: in units of 2^-62.
    const auto from = static_cast<unsigned>(exponent + 62);
    uint64_t angle = 0;
    for (unsigned i = 0; i < 3; ++i) {
        const uint32_t* const words = kTwoByPi + from / 32 + i;
        const uint64_t both = uint64_t{words[0]} << 32 | words[1];
        const uint64_t part = uint64_t{mantissa} * static_cast<uint32_t>(both << from % 32 >> 32);
        angle += i == 0 ? part << 32 : i == 1 ? part : part >> 32;
    }
    turns += (static_cast<unsigned>(angle >> 61) + 1) / 2;
    // From the nearest quarter turn: in units of 2^-64.
    const auto offset = static_cast<int64_t>(angle << 2);
    auto distance = static_cast<uint64_t>(offset < 0 ? ~offset : offset);
    const auto doubled = static_cast<uint32_t>(distance >> 31);
    const uint32_t square = high(doubled, doubled);
    bool negative = (turns & 2) != 0;
    float result = 0;
    if ((turns & 1) != 0) {
        result = scaled(alternating(kCosine, square), -31);
    } else {
        if (offset < 0) negative = !negative;
        const int places = normalize(distance);
        result = scaled(high(static_cast<uint32_t>(distance >> 32), alternating(kSine, square)),
                        -31 - places);
    }
    return negative ? -result : result;
}
} // namespace

float sine(float x) {
    const float result = sineOf(x, 0);
    return isNegative(x) ? -result : result;
}
float cosine(float x) {
    return sineOf(x, 1);
}
float tangent(float x) {
    return sine(x) / cosine(x);
}

float arcTangent2(float y, float x) {
    static constexpr uint32_t kArc[] = {0x7FFFFFFA, 0x2AAAA5E2, 0x1998F825, 0x1240B8DA, 0x0DFE4F46,
                                        0x0AB009B2, 0x074EB5E8, 0x03E291E5, 0x0157A8C7, 0x0037BE73};
    // What the floats nearest to pi and its half lack.
    constexpr float kPi = 3.14159274F;
    constexpr float kPiRest = -8.74227766e-8F;
    if (x != x || y != y) return kNan;
    float narrow = magnitude(y);
    float wide = magnitude(x);
    const bool steep = narrow > wide;
    if (steep) {
        const float swapped = narrow;
        narrow = wide;
        wide = swapped;
    }
    const float ratio = narrow == 0 ? 0 : narrow == wide ? 1 : narrow / wide;
    int exponent = 0;
    const uint32_t mantissa = mantissaOf(ratio, exponent);
    const auto part = static_cast<uint32_t>(ratio * 0x1p31f);
    uint64_t square = uint64_t{part} * part;
    square -= square >> 62; // 1 is a little less than 1
    float angle = scaled(
        high(mantissa << 8, alternating(kArc, static_cast<uint32_t>(square >> 30))), exponent - 7);
    if (steep) angle = kPi / 2 - (angle - kPiRest / 2);
    if (isNegative(x)) angle = kPi - (angle - kPiRest);
    return withSign(angle, y);
}
float arcTangent(float x) {
    return arcTangent2(x, 1);
}
float arcSine(float x) {
    return arcTangent2(x, squareRoot((1 - x) * (1 + x)));
}
float arcCosine(float x) {
    return arcTangent2(squareRoot((1 - x) * (1 + x)), x);
}

} // namespace taipan::runtime::single
