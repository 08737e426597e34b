// The small mathematics for 32-bit floats, compared with the C library's for 64 bits.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>

#include "runtime/numbers/single_math.h"

namespace {

namespace single = taipan::runtime::single;
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr double kWrong = 1e9;

float floatOf(uint32_t bits) {
    float number = 0;
    std::memcpy(&number, &bits, sizeof number);
    return number;
}

/// How far from the true result, in units of its last place; zeros differ by their signs.
double unitsOff(float result, double truth) {
    if (std::isnan(truth)) return std::isnan(result) ? 0 : kWrong;
    const auto nearest = static_cast<float>(truth);
    if (std::isinf(nearest) || std::isinf(result)) return result == nearest ? 0 : kWrong;
    if (truth == 0) return result == 0 && std::signbit(result) == std::signbit(truth) ? 0 : kWrong;
    int exponent = 0;
    std::frexp(nearest, &exponent);
    return std::fabs(result - truth) / std::ldexp(1, std::max(exponent - 24, -149));
}

struct OfOne {
    const char* name;
    float (*ours)(float);
    double (*theirs)(double);
    double most; // units of the last place
};
constexpr OfOne kOfOne[] = {
    {"trunc", single::truncate, std::trunc, 0},
    {"floor", single::floor, std::floor, 0},
    {"ceil", single::ceil, std::ceil, 0},
    {"nearbyint", single::roundToEven, std::nearbyint, 0},
    {"sqrt", single::squareRoot, std::sqrt, 0.5},
    {"exp", single::exponential, std::exp, 1},
    {"log", single::logarithm, std::log, 0.6},
    {"log2", single::logarithm2, std::log2, 0.6},
    {"log10", single::logarithm10, std::log10, 0.6},
    {"gamma", single::gamma, std::tgamma, 2.5},
    {"sin", single::sine, std::sin, 0.6},
    {"cos", single::cosine, std::cos, 0.6},
    {"tan", single::tangent, std::tan, 2},
    {"asin", single::arcSine, std::asin, 3},
    {"acos", single::arcCosine, std::acos, 3},
    {"atan", single::arcTangent, std::atan, 2},
};

TEST_CASE("single: functions of one number are near the true result for all floats") {
    for (const OfOne& function : kOfOne) {
        double worst = 0;
        float at = 0;
        const auto look = [&](uint32_t bits) {
            const float x = floatOf(bits);
            const double off = unitsOff(function.ours(x), function.theirs(x));
            if (off > worst) {
                worst = off;
                at = x;
            }
        };
        for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += 9973)
            look(static_cast<uint32_t>(bits));
        // Near 1 and -1, near pi/2 and its multiples, and what has a name.
        for (uint32_t i = 0; i < 2000; ++i) {
            look(0x3F800000 + i - 1000);
            look(0xBF800000 + i - 1000);
            const auto turn = static_cast<float>(i * 1.5707963267948966);
            uint32_t bits = 0;
            std::memcpy(&bits, &turn, sizeof bits);
            for (uint32_t next = 0; next < 5; ++next) look(bits - 2 + next);
        }
        for (const uint32_t bits : {0x7F800000U, 0xFF800000U, 0x7FC00000U, 0x80000000U, 1U})
            look(bits);
        INFO(function.name << " at " << at);
        CHECK(worst <= function.most);
    }
}

struct OfTwo {
    const char* name;
    float (*ours)(float, float);
    double (*theirs)(double, double);
    double most;
};
constexpr OfTwo kOfTwo[] = {
    {"pow", single::power, std::pow, 1},
    {"fmod", single::remainder, std::fmod, 0},
    {"atan2", single::arcTangent2, std::atan2, 2},
};

TEST_CASE("single: functions of two numbers are near the true result") {
    constexpr float kSpecial[] = {0, -0.0F, 1,      -1,    0.5F,      -0.5F,      2,   -2,
                                  3, -3,    1e-45F, 3e38F, kInfinity, -kInfinity, kNan};
    for (const OfTwo& function : kOfTwo) {
        double worst = 0;
        float atX = 0;
        float atY = 0;
        const auto look = [&](float x, float y) {
            const double off = unitsOff(function.ours(x, y), function.theirs(x, y));
            if (off > worst) {
                worst = off;
                atX = x;
                atY = y;
            }
        };
        for (const float x : kSpecial)
            for (const float y : kSpecial) look(x, y);
        std::mt19937 random(1);
        for (int i = 0; i < 100000; ++i) {
            const uint32_t a = random();
            const uint32_t b = random();
            look(floatOf(a), floatOf(b));
            // Powers that are neither zero nor infinite, and of numbers next to 1.
            look(std::exp(static_cast<float>(a % 2000) / 100 - 10),
                 static_cast<float>(b % 4000) / 100 - 20);
            look(1 + (static_cast<float>(a % 2000) - 1000) / 8388608, static_cast<float>(b) / 50);
            look(floatOf(a), floatOf(a ^ b % (1 << 26)));
        }
        INFO(function.name << " at " << atX << ", " << atY);
        CHECK(worst <= function.most);
    }
}

TEST_CASE("single: powers of integers are exact where a float has room for them") {
    for (int base = -12; base <= 12; ++base)
        for (int exponent = 0; exponent < 24; ++exponent) {
            const double truth = std::pow(base, exponent);
            if (std::fabs(truth) >= 1 << 24) break;
            CHECK(single::power(static_cast<float>(base), static_cast<float>(exponent)) == truth);
        }
}

TEST_CASE("single: numbers are taken apart and put together exactly") {
    for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += 99991) {
        const float x = floatOf(static_cast<uint32_t>(bits));
        if (std::isnan(x)) continue;
        float whole = 0;
        float trueWhole = 0;
        const float fraction = single::splitFraction(x, &whole);
        const float trueFraction = std::modf(x, &trueWhole);
        CHECK(std::signbit(fraction) == std::signbit(trueFraction));
        CHECK((fraction == trueFraction && whole == trueWhole));
        if (std::isinf(x)) continue;
        int exponent = 0;
        int trueExponent = 0;
        CHECK(single::splitExponent(x, &exponent) == std::frexp(x, &trueExponent));
        CHECK(exponent == trueExponent);
        for (const int by : {-16384, -300, -150, -127, -23, -1, 0, 1, 127, 128, 300, 16384})
            CHECK(single::scale(x, by) == std::ldexp(x, by));
    }
}

} // namespace
