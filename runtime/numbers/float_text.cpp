#include "runtime/numbers/float_text.h"

#include <bit>

#include "runtime/numbers/big_float.h"

namespace taipan::runtime {

namespace {

#if TAIPAN_FLOAT_DOUBLE
constexpr int kSureDigits = 16;   // stock tries as many first
constexpr int kAllDigits = 17;    // always read back
constexpr int kMaxDigits = 19;    // stock takes no more
constexpr int kExponentRoom = 8;  // "x." and "e+123" and a zero byte
constexpr int kMaxDecimal = 308;  // highest decimal exponent
constexpr int kMinDecimal = -324; // and lowest
constexpr int kExactDigits = 772; // from the next one on it only matters whether all are zero
constexpr int kExactPower = 22;   // 10^22 is a float
#else
constexpr int kSureDigits = 6;
constexpr int kAllDigits = 9;
constexpr int kMaxDigits = 9;
constexpr int kExponentRoom = 7;
constexpr int kMaxDecimal = 38;
constexpr int kMinDecimal = -46;
constexpr int kExactDigits = 114;
constexpr int kExactPower = 10;
#endif
constexpr int kWordDigits = 19; // that a uint64_t holds
constexpr int kReprFixed = 16;  // repr writes an exponent from here on
constexpr int kRoom = 33;       // stock's buffer

// Whether common numbers go through two words instead of arrays of limbs.
#if TAIPAN_OPTIMIZE_SIZE
constexpr bool kFast = false;
#else
constexpr bool kFast = sizeof(Limb) == 8;
#endif

constexpr int kMaxPower5 = sizeof(Limb) == 8 ? 27 : 13; // highest in a limb
struct PowersOf5 {
    Limb power[kMaxPower5 + 1];
};
constexpr PowersOf5 kPowers = [] {
    PowersOf5 powers{{1}};
    for (int i = 1; i <= kMaxPower5; ++i) {
        powers.power[i] = powers.power[i - 1] * 5;
    }
    return powers;
}();

uint64_t power10(int exponent) {
    if constexpr (sizeof(Limb) == 8) {
        return kPowers.power[exponent] << exponent;
    }
    uint64_t power = 1;
    for (; exponent > 0; --exponent) {
        power *= 10;
    }
    return power;
}

// The largest quotient: the digits of a number, or two words more than the power of 5 that divides
// them. 5 has less than 7/3 bits, 10 less than 10/3.
constexpr size_t kMostPower5 = kExactDigits + 1 - kMinDecimal;
constexpr uint32_t kDivisorSize = limbsForBits(kMostPower5 * 7 / 3) + 1;
constexpr uint32_t kNumberSize =
    kDivisorSize + limbsForBits(kExactDigits * 10 / 3 - kMostPower5 * 7 / 3 + 192) + 2;

// --- exact conversions ---------------------------------------------------------------------------

/// number *= 5^exponent; the new size.
uint32_t multiplyPower5(Limb* number, uint32_t n, int exponent) {
    while (exponent > 0) {
        const int step = exponent < kMaxPower5 ? exponent : kMaxPower5;
        const Limb carry = natural::multiplyWord(number, number, n, kPowers.power[step], 0);
        if (carry != 0) {
            number[n++] = carry;
        }
        exponent -= step;
    }
    return n;
}

/// number = number / 5^exponent, not zero before; the new size. The lowest bit is set as well when
/// there is a remainder and `sticky`. There must be room for two more limbs.
uint32_t dividePower5(Limb* number, uint32_t n, int exponent, bool sticky) {
    Limb divisor[kDivisorSize];
    divisor[0] = 1;
    uint32_t dn = multiplyPower5(divisor, 1, exponent);
    const unsigned shift = natural::leadingZeros(divisor[dn - 1]);
    natural::shiftLeft(divisor, divisor, dn, shift);
    number[n] = 0;
    natural::shiftLeft(number, number, n++, shift);
    if (n <= dn) {
        return 0;
    }
    natural::divideNormalized(number + dn, number, n, divisor, dn);
    number[dn] |= sticky && natural::trim(number, dn) != 0;
    n = natural::trim(number + dn, n - dn);
    natural::copy(number, number + dn, n);
    return n;
}

/// The float nearest to number * 10^exponent. The number is destroyed.
Float nearest(Limb* number, uint32_t n, int exponent) {
    if (exponent >= 0) {
        n = multiplyPower5(number, n, exponent);
        return limbsToFloat(number, n, exponent);
    }
    // As many bits in front that the quotient has a word.
    const int have = static_cast<int>(natural::bitLength(number, n));
    const int missing = -exponent * 7 / 3 + 66 - have;
    const int shift = missing > 0 ? missing : 0;
    n = natural::shiftLeft(number, number, n, static_cast<size_t>(shift));
    n = dividePower5(number, n, -exponent, true);
    return limbsToFloat(number, n, exponent - shift);
}

/// nearest() for digits that are not zero and an exponent within kMaxPower5.
Float nearestFast(uint64_t digits, int exponent) {
    const Limb five = kPowers.power[exponent < 0 ? -exponent : exponent];
    const unsigned up = natural::leadingZeros(static_cast<Limb>(digits));
    const unsigned upFive = natural::leadingZeros(five);
    const Limb word = static_cast<Limb>(digits) << up;
    Limb high;
    Limb low; // of which only matters, but for its highest bit, whether it is zero
    if (exponent >= 0) {
        const DoubleLimb product = DoubleLimb{word} * (five << upFive);
        high = static_cast<Limb>(product >> kLimbBits);
        low = static_cast<Limb>(product);
        exponent += static_cast<int>(kLimbBits - up - upFive);
    } else {
        high = natural::divideTwo(word >> 1, 0, five << upFive, low);
        low = low != 0;
        exponent += static_cast<int>(1 + upFive - up - kLimbBits);
    }
    const unsigned shift = natural::leadingZeros(high); // 1 at most
    const Limb top = high << shift | low >> 1 >> (kLimbBits - 1 - shift) | (low << shift != 0);
    return roundToFloat(top, exponent - static_cast<int>(shift));
}

/// The float nearest to digits * 10^exponent, at most kWordDigits digits.
Float nearest(uint64_t digits, int exponent) {
    if (digits == 0 || exponent < kMinDecimal - kWordDigits) {
        return 0;
    }
    if (exponent > kMaxDecimal) {
        return floatOf(kInfinityBits);
    }
    const int power = exponent < 0 ? -exponent : exponent;
#if __FLT_EVAL_METHOD__ == 0
    if (digits >> kMantissaBits == 0 && power <= kExactPower && power <= kMaxPower5) {
        // Both are floats, so that one rounding happens.
        const Float scale =
            static_cast<Float>(kPowers.power[power]) * static_cast<Float>(uint64_t{1} << power);
        const Float number = static_cast<Float>(digits);
        return exponent < 0 ? number / scale : number * scale;
    }
#endif
    if (kFast && power <= kMaxPower5) {
        return nearestFast(digits, exponent);
    }
    Limb number[kNumberSize];
    return nearest(number, natural::fromWord(number, digits), exponent);
}

/// 2 * number * 10^power, rounded down; it has at most 64 bits.
uint64_t twiceScaled(const FloatParts& parts, int power) {
    const int shift = parts.exponent + power + 1;
    if (kFast && power <= kMaxPower5 && power >= -kMaxPower5 && shift < 75) {
        if (power >= 0) {
            const DoubleLimb product = DoubleLimb{kPowers.power[power]} * parts.mantissa;
            return static_cast<uint64_t>(shift >= 0      ? product << shift
                                         : shift <= -128 ? 0
                                                         : product >> -shift);
        }
        const Limb five = kPowers.power[-power];
        if (shift <= 0) {
            return shift <= -64 ? 0 : (parts.mantissa >> -shift) / five;
        }
        const DoubleLimb dividend = DoubleLimb{parts.mantissa} << shift;
        Limb rest;
        return natural::divideTwo(static_cast<Limb>(dividend >> kLimbBits),
                                  static_cast<Limb>(dividend), five, rest);
    }
    Limb number[kNumberSize];
    uint32_t n = natural::fromWord(number, parts.mantissa);
    n = multiplyPower5(number, n, power);
    n = shift >= 0 ? natural::shiftLeft(number, number, n, static_cast<size_t>(shift))
                   : natural::shiftRight(number, number, n, static_cast<size_t>(-shift));
    if (power < 0 && n != 0) {
        n = dividePower5(number, n, -power, false);
    }
    uint64_t result = 0;
    for (uint32_t i = 0; i < n; ++i) {
        result |= uint64_t{number[i]} << (i * kLimbBits);
    }
    return result;
}

// --- writing -------------------------------------------------------------------------------------

/// Whether digits * 10^-power, `power` being what twiceScaled() got them with, reads as the number.
bool readsBack(uint64_t digits, const FloatParts& parts, int power) {
    const int shift = -parts.exponent - power;
    if (kFast && power >= 0 && power <= kMaxPower5 && shift > 0 && shift < 64 &&
        parts.mantissa != kHiddenBit) {
        // In units of 10^-power * 2^-shift: less than half the distance of two floats away?
        const Limb five = kPowers.power[power];
        const DoubleLimb number = DoubleLimb{five} * parts.mantissa;
        const DoubleLimb rounded = DoubleLimb{digits} << shift;
        const DoubleLimb twice = (number > rounded ? number - rounded : rounded - number) << 1;
        return twice < five || (twice == five && (parts.mantissa & 1) == 0);
    }
    const FloatParts back = partsOf(held(nearest(digits, -power)));
    return back.mantissa == parts.mantissa && back.exponent == parts.exponent;
}

/// A number less than the power of 10 of the first digit, or one less than that; not for zero.
int estimateExponent(const FloatParts& parts) {
    const int binary = parts.exponent + 63 - __builtin_clzll(parts.mantissa);
    return (binary * 78913) >> 18; // times log10(2), rounded down
}

/// Decimal digits of a number: d.ddd * 10^exponent, in the middle of zeros.
struct Digits {
    static constexpr int kWritten = 24; // by write(), zeros in front
    char buffer[kRoom + kWritten + kRoom];
    int exponent = 0;
    int count = 0;

    Digits() { std::memset(buffer, '0', sizeof buffer); }
    char* end() { return buffer + kRoom + kWritten; }
    char* text() { return end() - count; }
    /// Sets the digits, once.
    void write(uint64_t digits);
};

#if TAIPAN_OPTIMIZE_SIZE

void Digits::write(uint64_t digits) {
    Limb limbs[64 / kLimbBits];
    const uint32_t n = natural::fromWord(limbs, digits);
    count = static_cast<int>(end() - natural::toText(end(), limbs, n, 10));
}

#else

/// Writes eight digits, zeros in front: halves, then quarters, then digits, side by side in a word.
void writeEight(char* out, uint32_t digits) {
    const uint32_t high = digits / 10000;
    const uint64_t halves = high | uint64_t{digits - high * 10000} << 32;
    const uint64_t hundreds = (halves * 10486 >> 20) & 0x7f'0000'007f;
    const uint64_t quarters = hundreds | (halves - hundreds * 100) << 16;
    const uint64_t tens = (quarters * 103 >> 10) & 0xf'000f'000f'000f;
    uint64_t text = (tens | (quarters - tens * 10) << 8) + 0x3030'3030'3030'3030;
    if constexpr (std::endian::native == std::endian::big) {
        text = __builtin_bswap64(text);
    }
    std::memcpy(out, &text, sizeof text);
}

void Digits::write(uint64_t digits) {
    char* first = end();
    do {
        const uint64_t rest = digits / 100'000'000;
        first -= 8;
        writeEight(first, static_cast<uint32_t>(digits - rest * 100'000'000));
        digits = rest;
    } while (digits != 0);
    while (first != end() && *first == '0') {
        ++first;
    }
    count = static_cast<int>(end() - first);
}

#endif

/// A number rounded to some digits in front of a place.
struct Rounded {
    uint64_t digits;
    int count;    // how many there are, without the one that rounding up to 1 makes of none
    int exponent; // of the first one
};

/// The number rounded to `wanted` digits, or to `sure` ones if these read back as the number. The
/// given exponent is that of the number, or one less.
Rounded round(const FloatParts& parts, int exponent, int wanted, int sure) {
    int n = wanted < sure ? wanted : sure;
    const auto scale = [&] { return (twiceScaled(parts, n - 1 - exponent) + 1) >> 1; };
    uint64_t digits = n < 0 ? 0 : scale(); // not even rounding reaches the first place
    if (n > 0) {
        // The float nearest to a power of 10 counts as that power even when it is less, as in
        // stock: 1e23 has one digit, not sixteen nines.
        const uint64_t limit = power10(n);
        if (digits >= limit || (digits + 1 == limit && readsBack(1, parts, -exponent - 1))) {
            ++exponent;
            digits = scale();
        }
    }
    while (n < wanted && n < kAllDigits && !readsBack(digits, parts, n - 1 - exponent)) {
        ++n;
        digits = scale();
    }
    return {digits, n, exponent};
}

/// How the digits are laid out.
struct Layout {
    bool general;
    bool fixed;
    int fixedBelow; // general: with an exponent from there on
    int decimals;
};

/// The layout, and how many digits it has room for, for a number of the given exponent.
int plan(Layout& layout, const FloatFormat& format, int room, int exponent) {
    const char kind = format.kind | 0x20;
    layout.general = kind == 'g';
    layout.fixed = kind == 'f';
    int precision = format.precision < 0 ? 6 : format.precision;
    const int most = room - 3;
    layout.fixedBelow = precision < most ? precision : most;
    if (precision == FloatFormat::kRepr) {
        precision = kMaxDigits;
        layout.fixedBelow = kReprFixed;
    }
    if (layout.fixed && exponent > 0 && exponent + precision + 2 > room) {
        layout.fixed = false;
        layout.general = true;
        ++precision;
    }
    if (layout.general) {
        return precision == 0 ? 1 : precision;
    }
    // What has many zeros in front may have one decimal more: stock counts them extra.
    int limit = room - kExponentRoom - 1;
    if (layout.fixed) {
        limit = exponent < -2 ? most : exponent < 0 ? most - 1 : most - 1 - exponent;
    }
    layout.decimals = precision < limit ? precision : limit < 0 ? 0 : limit;
    return layout.decimals + 1 + (layout.fixed ? exponent : 0);
}

/// Writes `whole` digits, a point if there are decimals, and these.
char* writePlain(char* out, const char* text, int whole, int decimals) {
    std::memcpy(out, text, static_cast<size_t>(whole));
    out += whole;
    if (decimals != 0) {
        *out++ = '.';
        std::memcpy(out, text + whole, static_cast<size_t>(decimals));
        out += decimals;
    }
    return out;
}

char* writeExponent(char* out, int exponent, char letter) {
    *out++ = letter;
    *out++ = exponent < 0 ? '-' : '+';
    unsigned rest = static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
    if (rest >= 100) {
        *out++ = static_cast<char>('0' + rest / 100);
        rest %= 100;
    }
    *out++ = static_cast<char>('0' + rest / 10);
    *out++ = static_cast<char>('0' + rest % 10);
    return out;
}

/// Writes a number of few digits with a fixed number of decimals; null when there are more.
char* writeShort(char* out, const FloatParts& parts, int decimals) {
    if (decimals >= kSureDigits || parts.exponent + kMantissaBits + decimals * 10 / 3 > 60) {
        return nullptr;
    }
    const uint64_t number = (twiceScaled(parts, decimals) + 1) >> 1;
    if (number >= power10(kSureDigits)) {
        return nullptr;
    }
    Digits digits;
    digits.write(number);
    const int total = digits.count > decimals ? digits.count : decimals + 1;
    return writePlain(out, digits.end() - total, total - decimals, decimals);
}

/// Writes a magnitude that is not inf or nan.
char* writeFinite(char* out, const FloatParts& parts, const FloatFormat& format, int room) {
    const bool fixedKind = (format.kind | 0x20) == 'f';
    if (kFast && fixedKind) {
        char* const end = writeShort(out, parts, format.precision < 0 ? 6 : format.precision);
        if (end != nullptr) {
            return end;
        }
    }
    const bool isZero = parts.mantissa == 0;
    int exponent = isZero ? 0 : estimateExponent(parts);
    if (fixedKind && !isZero && exponent >= -kRoom) {
        // How many digits are written depends on the exponent; with so many it comes out right.
        // Of what is smaller none are.
        exponent = round(parts, exponent, kAllDigits - 1, kAllDigits - 1).exponent;
    }
    Layout layout{};
    const int wanted = plan(layout, format, room, exponent);
    Digits digits;
    if (!isZero) {
        // An 'f' counts the zero in front of the point among the digits.
        const int sure = kSureDigits - (layout.fixed && exponent < 0);
        const Rounded rounded = round(parts, exponent, wanted, sure);
        digits.write(rounded.digits);
        exponent = digits.count == 0 ? 0 : rounded.exponent + digits.count - rounded.count;
    }
    const char* text = digits.text();
    if (layout.general) {
        int count = digits.count;
        while (count > 1 && text[count - 1] == '0') {
            --count;
        }
        layout.fixed = exponent == 0 || (exponent >= -4 && exponent < layout.fixedBelow);
        const int decimals = count - 1 - (layout.fixed ? exponent : 0);
        layout.decimals = decimals > 0 ? decimals : 0;
    }
    if (!layout.fixed) {
        out = writePlain(out, text, 1, layout.decimals);
        return writeExponent(out, exponent, static_cast<char>('E' | (format.kind & 0x20)));
    }
    out = exponent < 0 ? writePlain(out, text + exponent, 1, layout.decimals)
                       : writePlain(out, text, exponent + 1, layout.decimals);
    if (format.alwaysDecimal && layout.decimals == 0) {
        *out++ = '.';
        *out++ = '0';
    }
    return out;
}

} // namespace

size_t formatFloat(char* out, Float number, const FloatFormat& format) {
    constexpr FloatBits kSignBit = ~(~FloatBits{0} >> 1);
    const FloatBits bits = bitsOf(number) & ~kSignBit;
    const bool negative = bits != bitsOf(number) && bits <= kInfinityBits;
    const char sign = negative ? '-' : format.sign;
    char* end = out;
    if (sign != 0) {
        *end++ = sign;
    }
    if (bits < kInfinityBits) {
        end = writeFinite(end, partsOf(number), format, kRoom - (sign != 0));
    } else {
        const char* const name = bits == kInfinityBits ? "INF" : "NAN";
        for (int i = 0; i < 3; ++i) {
            *end++ = static_cast<char>(name[i] | (format.kind & 0x20));
        }
    }
    return static_cast<size_t>(end - out);
}

// --- reading -------------------------------------------------------------------------------------

namespace {

/// The digits in front of an exponent.
struct Mantissa {
    const char* first = nullptr; // significant digits: [first, last), not more than kExactDigits
    const char* last = nullptr;
    int count = 0;
    int exponent = 0;    // that the digits are to be multiplied with
    uint64_t word = 0;   // the first kWordDigits
    bool longer = false; // behind these are others than zeros,
    bool sticky = false; // even behind [first, last)

    void take(const char* at, bool fraction);
    Float value(int power) const;
};

void Mantissa::take(const char* at, bool fraction) {
    const unsigned digit = static_cast<unsigned>(*at - '0');
    if (count == kExactDigits) {
        sticky |= digit != 0;
        longer |= digit != 0;
        exponent += !fraction;
        return;
    }
    exponent -= fraction;
    if (count == 0) {
        if (digit == 0) {
            return;
        }
        first = at;
    }
    last = at + 1;
    if (count < kWordDigits) {
        word = word * 10 + digit;
    } else {
        longer |= digit != 0;
    }
    ++count;
}

Float Mantissa::value(int power) const {
    power += exponent;
    const int end = power + count; // the number is less than 10^end
    if (!longer || end > kMaxDecimal + 1 || end < kMinDecimal) {
        return nearest(word, count < kWordDigits ? power : end - kWordDigits);
    }
    Limb number[kNumberSize];
    uint32_t n = natural::fromText(number, first, last, 10);
    if (sticky) {
        const Limb carry = natural::multiplyWord(number, number, n, 10, 1);
        number[n] = carry;
        n += carry != 0;
        --power;
    }
    return nearest(number, n, power);
}

} // namespace

const char* parseFloat(const char* text, const char* end, Float& number) {
    Mantissa mantissa;
    bool fraction = false;
    for (; text != end; ++text) {
        const char c = *text;
        if (c >= '0' && c <= '9') {
            mantissa.take(text, fraction);
        } else if (c == '.' && !fraction) {
            fraction = true;
        } else if (c != '_') {
            break;
        }
    }
    int power = 0;
    if (text != end && (*text | 0x20) == 'e') {
        ++text;
        const bool negative = text != end && *text == '-';
        text += text != end && (negative || *text == '+');
        if (text == end) {
            return nullptr;
        }
        for (; text != end && ((*text >= '0' && *text <= '9') || *text == '_'); ++text) {
            if (*text != '_' && power < 100'000'000) {
                power = power * 10 + (*text - '0');
            }
        }
        power = negative ? -power : power;
    }
    number = mantissa.value(power);
    return text;
}

} // namespace taipan::runtime
