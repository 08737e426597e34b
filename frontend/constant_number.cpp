// Numbers as text: literals in, the .mpy spelling out.
//
// Decimal conversion goes through long double with one multiplication or division per bit of the
// exponent, in stock's order, since its rounding shows in the result. Stock uses the long double of
// its host too; the two agree on the same kind of machine.
#include <bit>
#include <cmath>
#include <optional>

#include "frontend/big_integer.h"
#include "taipan/frontend/constant.h"

namespace taipan {

namespace {

using Kind = Constant::Kind;

constexpr unsigned kNoDigit = 255;

bool isDecimalDigit(char c) {
    return c >= '0' && c <= '9';
}

/// The value of a digit in bases up to 36; kNoDigit for anything else.
unsigned digitValue(char c) {
    if (isDecimalDigit(c)) return static_cast<unsigned>(c - '0');
    const char lower = static_cast<char>(c | 0x20);
    if (lower >= 'a' && lower <= 'z') return static_cast<unsigned>(lower - 'a' + 10);
    return kNoDigit;
}

Constant* makeInt(int64_t value, Arena& arena) {
    Constant* constant = arena.create<Constant>();
    constant->kind = Kind::Int;
    constant->integer = value;
    return constant;
}

// --- integers -----------------------------------------------------------------------------------

/// The base of a literal and its length of prefix. Base 0 means: a leading zero without prefix,
/// legal only when zeros are all there is.
struct Radix {
    unsigned base;
    size_t prefix;
};

Radix radixOf(std::string_view literal) {
    if (literal.size() < 2 || literal[0] != '0') return {10, 0};
    switch (literal[1] | 0x20) {
    case 'x': return {16, 2};
    case 'o': return {8, 2};
    case 'b': return {2, 2};
    default: return {0, 0};
    }
}

const Constant* integerOfBase(std::string_view digits, unsigned base, Arena& arena) {
    const unsigned limit = base == 0 ? 1 : base;
    int64_t value = 0;
    bool fits = true;
    for (char c : digits) {
        const unsigned digit = digitValue(c);
        if (digit >= limit) return nullptr;
        fits = fits && !__builtin_mul_overflow(value, base, &value) &&
               !__builtin_add_overflow(value, static_cast<int64_t>(digit), &value);
    }
    if (digits.empty()) return nullptr;
    return fits ? makeInt(value, arena) : BigInteger(digits, base).toConstant(arena);
}

/// Decimal literals of up to 18 digits: no prefix, no overflow. nullopt leaves it to the long way.
std::optional<int64_t> shortDecimal(std::string_view literal) {
    if (literal.empty() || literal.size() > 18) return std::nullopt;
    if (literal[0] == '0' && literal.size() > 1) return std::nullopt;
    int64_t value = 0;
    for (char c : literal) {
        if (!isDecimalDigit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

// --- decimal floats -----------------------------------------------------------------------------

/// `value * 10 ** exponent`, rounded at every step as stock does.
long double scaleByTen(long double value, int exponent) {
    if (value == 0) return value;
    const bool divide = exponent < 0;
    long double power = 10;
    for (unsigned rest = static_cast<unsigned>(divide ? -exponent : exponent); rest != 0;) {
        if (rest & 1) value = divide ? value / power : value * power;
        rest >>= 1;
        if (rest != 0) power *= power;
    }
    return value;
}

/// The digits before the exponent: a 64-bit mantissa that takes digits while it has room. Zeros
/// wait until a digit follows, so that trailing ones cost no precision.
class MantissaReader {
  public:
    /// Takes digits and at most one point off the front of `text`.
    void read(std::string_view& text) {
        bool fraction = false;
        while (!text.empty() &&
               (isDecimalDigit(text.front()) || (text.front() == '.' && !fraction))) {
            if (text.front() == '.') {
                fraction = true;
            } else {
                take(static_cast<unsigned>(text.front() - '0'));
                if (!fraction) ++integerDigits_;
            }
            text.remove_prefix(1);
        }
    }

    uint64_t mantissa() const { return mantissa_; }
    /// Power of ten of the mantissa's last digit.
    int64_t exponent() const { return integerDigits_ - taken_; }

  private:
    /// Another digit fits below this, whatever it is; stock's bound.
    static constexpr uint64_t kFull = 0x1999999999999998;

    void take(unsigned digit) {
        if (digit == 0 || mantissa_ >= kFull) {
            ++waiting_;
            return;
        }
        for (; waiting_ > 0; --waiting_) append(0);
        append(digit);
    }
    void append(unsigned digit) {
        if (mantissa_ >= kFull) return;
        mantissa_ = mantissa_ * 10 + digit;
        ++taken_;
    }

    uint64_t mantissa_ = 0;
    int64_t taken_ = 0;
    int64_t waiting_ = 0;
    int64_t integerDigits_ = 0;
};

/// Takes `e`, a sign and digits off the front of `text`. Stock wants something after the sign, but
/// not that it be digits: `1ej` is the exponent 0. nullopt when nothing follows.
std::optional<int64_t> readExponent(std::string_view& text) {
    constexpr int64_t kEnough = 100'000'000; // beyond: 0 or infinity whatever the mantissa
    if (text.empty() || (text.front() | 0x20) != 'e') return 0;
    text.remove_prefix(1);
    bool negative = false;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (text.empty()) return std::nullopt;
    int64_t exponent = 0;
    for (; !text.empty() && isDecimalDigit(text.front()); text.remove_prefix(1)) {
        if (exponent < kEnough) exponent = exponent * 10 + (text.front() - '0');
    }
    return negative ? -exponent : exponent;
}

// --- floats as text -----------------------------------------------------------------------------

constexpr int kSafeDigits = 16; // tried first; stock adds digits until the text reads back the same
constexpr int kMaxDigits = 19;
constexpr int kFixedBelow = 16; // exponents from here on print as e+XX
constexpr int kFixedFrom = -4;  // and those below this as e-XX

uint64_t powerOfTen(int exponent) {
    uint64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

/// Decimal exponent of the first digit of `value` > 0: an estimate from the binary exponent,
/// stepped outward past the (rounded) powers of ten.
int decimalExponent(double value) {
    const auto biased = static_cast<int>(std::bit_cast<uint64_t>(value) >> 52);
    int exponent = static_cast<int>((biased - 1023) * 0.3010299956639812); // log10(2)
    if (value < 1) {
        while (value < static_cast<double>(scaleByTen(1, exponent))) --exponent;
    } else {
        while (value >= static_cast<double>(scaleByTen(1, exponent + 1))) ++exponent;
    }
    return exponent;
}

/// A float in decimal: digits without trailing zeros, the first one worth 10 ** exponent. Numbers
/// near the smallest may begin with a zero, as in stock.
struct Decimal {
    std::string digits;
    int exponent;
};

/// `value` > 0 rounded to `count` digits.
Decimal roundTo(int count, double value, int exponent) {
    auto mantissa = static_cast<uint64_t>(scaleByTen(value, count - exponent - 1) +
                                          static_cast<long double>(0.5));
    if (mantissa >= powerOfTen(count)) {
        mantissa /= 10;
        ++exponent;
    }
    std::string digits(static_cast<size_t>(count), '0');
    for (size_t i = digits.size(); i-- > 0; mantissa /= 10) {
        digits[i] = static_cast<char>('0' + mantissa % 10);
    }
    const size_t last = digits.find_last_not_of('0');
    digits.resize(last == std::string::npos ? 1 : last + 1);
    return {std::move(digits), exponent};
}

/// Whether reading the decimal gives `value` again.
bool readsBack(const Decimal& decimal, double value) {
    uint64_t mantissa = 0;
    for (char c : decimal.digits) mantissa = mantissa * 10 + static_cast<uint64_t>(c - '0');
    const int scale = decimal.exponent - static_cast<int>(decimal.digits.size() - 1);
    return static_cast<double>(scaleByTen(mantissa, scale)) == value;
}

/// The first text of 16 to 19 digits that reads back as `value` > 0.
Decimal shortestDecimal(double value) {
    const int exponent = decimalExponent(value);
    for (int count = kSafeDigits;; ++count) {
        Decimal decimal = roundTo(count, value, exponent);
        if (count == kMaxDigits || readsBack(decimal, value)) return decimal;
    }
}

std::string withFraction(std::string integer, std::string_view fraction) {
    if (fraction.empty()) return integer;
    integer += '.';
    return integer.append(fraction);
}

/// Fixed notation for exponents of kFixedFrom to kFixedBelow - 1, else scientific.
std::string decimalText(const Decimal& decimal) {
    const std::string& digits = decimal.digits;
    const int exponent = decimal.exponent;
    if (exponent >= kFixedFrom && exponent < 0) {
        return "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
    }
    if (exponent >= 0 && exponent < kFixedBelow) {
        const auto whole = static_cast<size_t>(exponent) + 1;
        if (digits.size() <= whole) return digits + std::string(whole - digits.size(), '0');
        return withFraction(digits.substr(0, whole), std::string_view(digits).substr(whole));
    }
    const std::string power = std::to_string(std::abs(exponent));
    std::string text = withFraction(digits.substr(0, 1), std::string_view(digits).substr(1));
    text += exponent < 0 ? "e-" : "e+";
    if (power.size() < 2) text += '0';
    return text + power;
}

/// repr of a float; `point` adds ".0" to what would look like an integer.
std::string floatText(double value, bool point) {
    if (std::isnan(value)) return "nan";
    std::string text = std::signbit(value) ? "-" : "";
    const double magnitude = std::fabs(value);
    if (std::isinf(value)) return text + "inf";
    text += magnitude == 0 ? "0" : decimalText(shortestDecimal(magnitude));
    if (point && text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

} // namespace

const Constant* parseInteger(std::string_view literal, Arena& arena, std::string& error) {
    if (const std::optional<int64_t> value = shortDecimal(literal)) return makeInt(*value, arena);
    const Radix radix = radixOf(literal);
    const std::string_view digits = literal.substr(radix.prefix);
    const Constant* constant = integerOfBase(digits, radix.base, arena);
    if (constant == nullptr) {
        // Number tokens hold letters and digits only, so quoting never needs an escape.
        error = std::to_string(radix.base) + ": '" + std::string(digits) + "'";
    }
    return constant;
}

const Constant* parseDecimal(std::string_view literal, Arena& arena) {
    std::string_view rest = literal;
    MantissaReader reader;
    reader.read(rest);
    const std::optional<int64_t> exponent = readExponent(rest);
    if (!exponent) return nullptr;
    const bool imaginary = !rest.empty() && (rest.front() | 0x20) == 'j';
    if (imaginary) rest.remove_prefix(1);
    if (!rest.empty()) return nullptr;
    Constant* constant = arena.create<Constant>();
    constant->kind = imaginary ? Kind::Imaginary : Kind::Float;
    constant->real = static_cast<double>(
        scaleByTen(reader.mantissa(), static_cast<int>(*exponent + reader.exponent())));
    return constant;
}

std::string numberText(const Constant& number) {
    switch (number.kind) {
    case Kind::Int: return std::to_string(number.integer);
    case Kind::BigInt: return decimalText(number);
    case Kind::Imaginary: return floatText(number.real, false) + "j";
    default: return floatText(number.real, true);
    }
}

} // namespace taipan
