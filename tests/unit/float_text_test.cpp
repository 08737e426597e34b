// Floats to text and back, compared with the C library.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

#include "runtime/numbers/float_text.h"

namespace {

using namespace taipan::runtime;

std::string format(double number, char kind, int precision, char sign = 0) {
    char text[kFloatTextSize];
    const FloatFormat how{kind, sign, false, precision};
    return {text, formatFloat(text, number, how)};
}

std::string repr(double number) {
    char text[kFloatTextSize];
    FloatFormat how;
    how.alwaysDecimal = true;
    return {text, formatFloat(text, number, how)};
}

std::string printed(double number, char kind, int precision) {
    const char how[] = {'%', '.', '*', kind, 0};
    char text[1000];
    return {text, static_cast<size_t>(std::snprintf(text, sizeof text, how, precision, number))};
}

double parse(const std::string& text) {
    double number = -1;
    const char* const end = text.data() + text.size();
    CHECK(parseFloat(text.data(), end, number) == end);
    return number;
}

class Doubles {
  public:
    /// Any finite one, or a decimal as people write them.
    double next() {
        switch (random_() % 4) {
        case 0: return std::ldexp(static_cast<double>(random_() >> 11), -60);
        case 1: return static_cast<double>(random_() % 10'000'000) / 1000;
        case 2: return static_cast<double>(random_() % 1'000'000) * 1e17;
        default: return any();
        }
    }
    double any() {
        for (;;) {
            const double number = floatOf(random_() & INT64_MAX);
            if (std::isfinite(number)) {
                return number;
            }
        }
    }
    uint64_t word() { return random_(); }

  private:
    std::mt19937_64 random_{7};
};

} // namespace

TEST_CASE("floats: repr as stock prints it", "[numbers]") {
    const std::pair<double, const char*> known[] = {
        {0.0, "0.0"},
        {-0.0, "-0.0"},
        {0.1, "0.1"},
        {0.3, "0.3"},
        {1.0 / 3, "0.3333333333333333"},
        {9.7, "9.699999999999999"},
        {100000.0, "100000.0"},
        {123456789.0, "123456789.0"},
        {1e15, "1000000000000000.0"},
        {9007199254740993.0, "9007199254740992.0"},
        {1e16, "1e+16"},
        {1e17, "1e+17"},
        {1e22, "1e+22"},
        {1e23, "1e+23"},
        {1e100, "1e+100"},
        {1.5e-4, "0.00015"},
        {0.0001, "0.0001"},
        {1e-5, "1e-05"},
        {5e-324, "4.940656458412465e-324"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {0.1 + 0.2, "0.30000000000000004"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
        {NAN, "nan"},
        {-NAN, "nan"},
    };
    for (const auto& [number, text] : known) {
        CHECK(repr(number) == text);
    }
}

TEST_CASE("floats: repr reads back as the same number", "[numbers]") {
    Doubles doubles;
    for (int i = 0; i < 100'000; ++i) {
        const double number = i % 2 == 0 ? doubles.next() : doubles.any();
        const std::string text = repr(number);
        if (std::strtod(text.c_str(), nullptr) != number || parse(text) != number ||
            text.size() > 24) {
            FAIL_CHECK(text << " for " << printed(number, 'e', 17));
        }
    }
}

TEST_CASE("floats: sixteen digits and fewer are those of the C library", "[numbers]") {
    Doubles doubles;
    for (int i = 0; i < 100'000; ++i) {
        const double number = doubles.next();
        const int precision = static_cast<int>(doubles.word() % 16);
        // The C library takes the even neighbour of a tie, stock the one away from zero.
        const std::string exact = printed(number, 'e', 780);
        const auto isTie = [&](size_t digits) {
            const std::string all = exact[0] + exact.substr(2, exact.find('e') - 2);
            return digits < all.size() && all[digits] == '5' &&
                   all.find_first_not_of('0', digits + 1) == std::string::npos;
        };
        if (!isTie(static_cast<size_t>(precision) + 1)) {
            CHECK(format(number, 'e', precision) == printed(number, 'e', precision));
        }
        if (!isTie(static_cast<size_t>(precision == 0 ? 1 : precision))) {
            CHECK(format(number, 'G', precision) == printed(number, 'G', precision));
        }
        const int decimals = static_cast<int>(doubles.word() % 8);
        const int exponent = std::atoi(exact.c_str() + exact.find('e') + 1);
        if (exponent + decimals < 15 && !isTie(static_cast<size_t>(exponent + decimals + 1))) {
            CHECK(format(number, 'f', decimals) == printed(number, 'f', decimals));
        }
    }
}

TEST_CASE("floats: formats at their edges, as in stock", "[numbers]") {
    // ties go away from zero
    CHECK(format(0.5, 'f', 0) == "1");
    CHECK(format(2.5, 'f', 0) == "3");
    CHECK(format(0.49999999999999994, 'f', 0) == "0");
    CHECK(format(0.25, 'e', 0) == "3e-01");
    CHECK(format(1e-300, 'f', 0) == "0");
    CHECK(format(0.05, 'f', 0) == "0");
    // rounding up makes one more digit
    CHECK(format(9.9999999, 'f', 2) == "10.00");
    CHECK(format(9.9999999, 'e', 2) == "1.00e+01");
    CHECK(format(999999.5, 'g', -1) == "1e+06");
    CHECK(format(0.00009999999, 'g', 3) == "0.0001");
    // digits that the type has not are zeros, where fewer read back
    CHECK(format(0.1, 'f', 20) == "0.10000000000000000000");
    CHECK(format(9.9999999, 'f', 20) == "9.99999990000000100000");
    CHECK(format(0.1, 'g', 17) == "0.1");
    CHECK(format(1e-10, 'f', 50) == "0.000000000100000000000000000000");
    CHECK(format(1.5, 'f', 50) == "1.50000000000000000000000000000");
    CHECK(format(0.5, 'f', 50) == "0.50000000000000000000000000000");
    CHECK(format(0.5, 'e', 30) == "5.000000000000000000000000e-01");
    CHECK(format(-0.0, 'e', 30) == "-0.00000000000000000000000e+00");
    // 'f' becomes 'g' for lack of room
    CHECK(format(1e25, 'f', 6) == "10000000000000000000000000.0000");
    CHECK(format(1e25, 'f', 6, '+') == "+1e+25");
    CHECK(format(1e31, 'f', 6) == "1e+31");
    CHECK(format(123456789.0, 'f', 50) == "123456789");
    CHECK(format(1e31, 'f', 0) == "10000000000000000000000000000000");
    CHECK(format(1e16, 'g', 40) == "10000000000000000");
    CHECK(format(10, 'g', 0) == "1e+01");
    CHECK(format(2, 'g', 0) == "2");
    CHECK(format(0, 'g', 0) == "0");
    CHECK(format(0, 'e', 2) == "0.00e+00");
    CHECK(format(-0.0, 'f', 2) == "-0.00");
    // signs and names
    CHECK(format(1, 'f', 1, '+') == "+1.0");
    CHECK(format(1, 'f', 1, ' ') == " 1.0");
    CHECK(format(-1, 'f', 1, '+') == "-1.0");
    CHECK(format(INFINITY, 'F', 1, '+') == "+INF");
    CHECK(format(-NAN, 'f', 1, ' ') == " nan");
    CHECK(format(1e-7, 'G', 3) == "1E-07");
    CHECK(format(std::numeric_limits<double>::denorm_min(), 'e', 3) == "4.941e-324");
}

TEST_CASE("floats: reading is correctly rounded", "[numbers]") {
    Doubles doubles;
    for (int i = 0; i < 50'000; ++i) {
        std::string text = std::to_string(doubles.word() >> doubles.word() % 64);
        for (uint64_t more = doubles.word() % 3; more != 0; --more) {
            text += std::to_string(doubles.word());
        }
        text.insert(doubles.word() % text.size(), 1, '.');
        if (i % 4 != 0) {
            text += 'e' + std::to_string(static_cast<int>(doubles.word() % 700) - 360);
        } else if (i % 8 == 0) {
            text += "E+" + std::to_string(doubles.word() % 30);
        }
        const double number = parse(text);
        if (bitsOf(number) != bitsOf(std::strtod(text.c_str(), nullptr))) {
            FAIL_CHECK(text << " read as " << printed(number, 'e', 17));
        }
    }
}

TEST_CASE("floats: reading what lies half-way between two floats", "[numbers]") {
    Doubles doubles;
    for (int i = 0; i < 3000; ++i) {
        // All digits of the middle, in the C library's long double, which has the bits for it.
        const double number = i == 0 ? 0 : doubles.any();
        const double above = std::nextafter(number, INFINITY);
        if (std::isinf(above)) {
            continue;
        }
        char digits[1000];
        std::snprintf(digits, sizeof digits, "%.800Le",
                      (static_cast<long double>(number) + above) / 2);
        std::string text = digits;
        const size_t end = text.find('e');
        const double even = bitsOf(number) % 2 == 0 ? number : above;
        CHECK(parse(text) == even);
        // A digit far behind decides.
        text.insert(end, 50, '0');
        text.insert(end + 50, 1, '1');
        CHECK(parse(text) == above);
    }
}

TEST_CASE("floats: reading accepts what stock accepts", "[numbers]") {
    CHECK(parse("0") == 0);
    CHECK(parse(".5") == 0.5);
    CHECK(parse("5.") == 5);
    CHECK(parse(".") == 0);
    CHECK(parse("e5") == 0);
    CHECK(parse("1_000.5_5") == 1000.55);
    CHECK(parse("1e0_2") == 100);
    CHECK(parse("1e400") == INFINITY);
    CHECK(parse("1e-400") == 0);
    CHECK(parse("1e99999999999999999999") == INFINITY);
    CHECK(parse("1e-99999999999999999999") == 0);
    CHECK(parse("0e99999999999999999999") == 0);
    CHECK(parse("1.7976931348623158e308") == 1.7976931348623157e308);
    CHECK(parse("1.7976931348623159e308") == INFINITY);
    CHECK(parse(std::string(400, '9')) == INFINITY);
    CHECK(parse(std::string(400, '0') + "1" + std::string(300, '0')) == 1e300);
    CHECK(parse("0." + std::string(1000, '0') + "1e1000") == 0.1);
    CHECK(parse("1" + std::string(2000, '0') + "e-2000") == 1);
    CHECK(parse(std::string(2000, '7') + "e-2000") == 7.0 / 9);

    double number = 3;
    const auto rest = [&](const std::string& text) -> std::string {
        const char* const end = text.data() + text.size();
        const char* const at = parseFloat(text.data(), end, number);
        return at == nullptr ? "null" : std::string(at, end);
    };
    CHECK(rest("1.2.3") == ".3");
    CHECK(number == 1.2);
    CHECK(rest("12x") == "x");
    CHECK(rest("1e5.5") == ".5");
    CHECK(number == 1e5);
    CHECK(rest("1e5e5") == "e5");
    CHECK(rest("-1") == "-1");
    CHECK(rest("1e") == "null");
    CHECK(rest("1e+") == "null");
    CHECK(rest("1e-") == "null");
    CHECK(rest("").empty());
}
