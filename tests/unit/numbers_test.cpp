// Integers of any size: edges, what the parts of a computation have to add up to, and that long
// ones can be interrupted. tests/numbers compares random operations with Python's.
#include <catch2/catch.hpp>
#include <climits>
#include <cmath>
#include <csetjmp>
#include <random>
#include <string>
#include <vector>

#include "runtime/numbers/big_float.h"
#include "taipan/numbers/integer.h"

namespace {

using namespace taipan::numbers;
using Limbs = std::vector<Limb>;

/// Memory of exactly so many limbs, filled with rubbish.
Limbs room(size_t size) {
    return Limbs(size, static_cast<Limb>(0xdeadbeefcafef00d));
}

/// A number with its limbs.
struct Number {
    Limbs limbs;
    bool negative = false;

    Number() = default;
    Number(const IntView& a) : limbs(a.limbs, a.limbs + a.size), negative(a.negative) {}
    explicit Number(Limbs magnitude, bool isNegative = false)
        : limbs(std::move(magnitude)), negative(isNegative) {
        limbs.resize(natural::trim(data(), size()));
    }
    /// Hexadecimal digits, '-' in front of what is less than 0.
    explicit Number(const std::string& hex) : negative(hex[0] == '-') {
        for (size_t i = hex.size(), bit = 0; i-- > size_t{negative}; bit += 4) {
            if (bit % kLimbBits == 0) limbs.push_back(0);
            const char c = hex[i];
            limbs.back() |= static_cast<Limb>(c <= '9' ? c - '0' : c - 'a' + 10)
                            << (bit % kLimbBits);
        }
        limbs.resize(natural::trim(data(), size()));
    }

    IntView view() const { return {limbs.data(), size(), negative}; }
    uint32_t size() const { return static_cast<uint32_t>(limbs.size()); }
    const Limb* data() const { return limbs.data(); }
    bool operator==(const Number& other) const {
        return limbs == other.limbs && negative == other.negative;
    }
};

std::ostream& operator<<(std::ostream& out, const Number& number) {
    out << (number.negative ? "-0x" : "0x");
    for (size_t i = number.limbs.size(); i-- > 0;) out << std::hex << number.limbs[i] << ' ';
    return out;
}

/// What a function made, which has to be trimmed.
Number checked(const IntView& a) {
    CHECK((a.size == 0 || a.limbs[a.size - 1] != 0));
    CHECK((a.size != 0 || !a.negative));
    return a;
}

Number operator+(const Number& a, const Number& b) {
    Limbs out = room(integer::addSize(a.size(), b.size()));
    return checked(integer::add(out.data(), a.view(), b.view()));
}
Number operator-(const Number& a, const Number& b) {
    Limbs out = room(integer::addSize(a.size(), b.size()));
    return checked(integer::subtract(out.data(), a.view(), b.view()));
}
Number operator*(const Number& a, const Number& b) {
    Limbs out = room(integer::multiplySize(a.size(), b.size()));
    Limbs scratch = room(natural::multiplyScratch(a.size(), b.size()));
    return checked(integer::multiply(out.data(), a.view(), b.view(), scratch.data()));
}
Number operator<<(const Number& a, size_t count) {
    Limbs out = room(integer::shiftLeftSize(a.size(), count));
    return checked(integer::shiftLeft(out.data(), a.view(), count));
}
Number operator>>(const Number& a, size_t count) {
    Limbs out = room(integer::shiftRightSize(a.size(), count));
    return checked(integer::shiftRight(out.data(), a.view(), count));
}
bool operator<(const Number& a, const Number& b) {
    return integer::compare(a.view(), b.view()) < 0;
}

/// The same product, a row for each limb.
Number byRows(const Number& a, const Number& b) {
    Number sum;
    for (uint32_t i = b.size(); i-- > 0;) {
        Limbs row = room(a.size() + 1);
        row.back() = natural::multiplyWord(row.data(), a.data(), a.size(), b.limbs[i], 0);
        sum = (sum << kLimbBits) + Number(row);
    }
    sum.negative = sum.size() != 0 && a.negative != b.negative;
    return sum;
}

struct Division {
    Number quotient, remainder;
};

Division divide(const Number& a, const Number& b, natural::Poll poll = nullptr) {
    Limbs q = room(integer::quotientSize(a.size(), b.size()));
    Limbs r = room(b.size());
    Limbs scratch = room(natural::divideLongScratch(a.size(), b.size()));
    const DivMod result =
        integer::floorDivMod(q.data(), r.data(), a.view(), b.view(), scratch.data(), poll);
    return {checked(result.quotient), checked(result.remainder)};
}

std::string text(const Number& a, unsigned base, natural::Poll poll = nullptr) {
    Limbs spent = a.limbs;
    Limbs scratch = room(natural::toLongTextScratch(a.size(), base));
    std::string room(natural::textSize(a.size(), base), '#');
    char* const end = room.data() + room.size();
    const char* const first =
        natural::toLongText(end, spent.data(), a.size(), base, 'a', scratch.data(), poll);
    return room.substr(static_cast<size_t>(first - room.data()));
}

Number parsed(const std::string& text, unsigned base, natural::Poll poll = nullptr) {
    Limbs out = room(natural::fromTextSize(text.size(), base));
    Limbs scratch = room(natural::fromLongTextScratch(text.size(), base));
    const char* const end = text.data() + text.size();
    const uint32_t size =
        natural::fromLongText(out.data(), text.data(), end, base, scratch.data(), poll);
    return checked({out.data(), size, false});
}

/// Numbers of every kind: random bits, long runs of equal bits, edges of limbs.
class Numbers {
  public:
    Number next(uint32_t most) { return exactly(static_cast<uint32_t>(random_() % (most + 1))); }
    Number exactly(uint32_t size) {
        Number number;
        const unsigned kind = random_() % 4;
        for (uint32_t i = 0; i < size; ++i) {
            const unsigned limbKind = kind == 3 ? random_() % 3 : kind;
            number.limbs.push_back(limbKind == 0   ? static_cast<Limb>(random_())
                                   : limbKind == 1 ? Limb{0}
                                                   : ~Limb{0});
        }
        if (size != 0 && (number.limbs.back() == 0 || random_() % 4 == 0)) {
            number.limbs.back() = Limb{1} << random_() % kLimbBits;
        }
        number.negative = size != 0 && random_() % 2 == 0;
        return number;
    }
    uint64_t word() { return random_(); }

  private:
    std::mt19937_64 random_{20240607};
};

const std::string kZeros(48, '0');
const std::string kOnes(48, 'f');

} // namespace

TEST_CASE("integers: adding, subtracting, comparing", "[numbers]") {
    const Number one("1"), minusOne("-1"), most(kOnes), power("1" + kZeros);
    CHECK(most + one == power);
    CHECK(power - one == most);
    CHECK(minusOne - most == Number("-1" + kZeros));
    CHECK(Number("-1" + kZeros) + one == Number("-" + kOnes));
    CHECK(power - power == Number());
    CHECK(most < power);
    CHECK(Number("-1" + kZeros) < minusOne);
    CHECK(minusOne < Number());
    Numbers numbers;
    for (int i = 0; i < 1000; ++i) {
        const Number a = numbers.next(5), b = numbers.next(5);
        const Number sum = a + b;
        CHECK(sum - b == a);
        CHECK(sum - a == b);
        CHECK((a < b) == (a - b).negative);
        // in place
        Number spent = b;
        spent.limbs.resize(integer::addSize(a.size(), b.size()));
        const IntView view{spent.data(), b.size(), b.negative};
        CHECK(checked(integer::add(spent.limbs.data(), a.view(), view)) == sum);
    }
}

TEST_CASE("integers: multiplying", "[numbers]") {
    CHECK(Number(kOnes) * Number(kOnes) == Number(kOnes.substr(1) + "e" + kZeros.substr(1) + "1"));
    CHECK(Number("-" + kOnes) * Number() == Number());
    Numbers numbers;
    const auto check = [](const Number& a, const Number& b) {
        CHECK(a * b == byRows(a, b));
        CHECK(a * a == byRows(a, a));
    };
    for (int i = 0; i < 1000; ++i) check(numbers.next(5), numbers.next(5));
    // Where one algorithm gives way to the next, and factors of different sizes.
    for (const uint32_t n : {natural::kKaratsubaFrom, natural::kKaratsubaFrom * 2,
                             natural::kToomFrom, natural::kToomFrom * 3}) {
        for (uint32_t size = n - 3; size < n + 4; ++size) {
            check(numbers.exactly(size), numbers.exactly(size));
            check(numbers.exactly(size), numbers.exactly(size / 3));
            check(numbers.exactly(size), numbers.exactly(size * 2 - 1));
        }
    }
}

TEST_CASE("integers: dividing rounds down", "[numbers]") {
    const auto row = [](const char* a, const char* b, const char* q, const char* r) {
        const Division result = divide(Number(a), Number(b));
        CHECK(result.quotient == Number(q));
        CHECK(result.remainder == Number(r));
    };
    row("7", "2", "3", "1");
    row("-7", "2", "-4", "1");
    row("7", "-2", "-4", "-1");
    row("-7", "-2", "3", "-1");
    row("-8", "2", "-4", "0");
    row("1", "-2", "-1", "-1");
    row("-1", "100000000000000000000000000000000", "-1", "ffffffffffffffffffffffffffffffff");
    row("-100000000000000000000000000000000", "1", "-100000000000000000000000000000000", "0");
    Numbers numbers;
    const auto check = [](const Number& a, const Number& b) {
        const Division result = divide(a, b);
        CHECK(result.quotient * b + result.remainder == a);
        CHECK((result.remainder.size() == 0 || result.remainder.negative == b.negative));
        CHECK(natural::compare(result.remainder.data(), result.remainder.size(), b.data(),
                               b.size()) < 0);
    };
    const Number one("1");
    for (int i = 0; i < 2000; ++i) {
        const uint32_t most = i < 1800 ? 6 : 400;
        const Number b = numbers.exactly(static_cast<uint32_t>(1 + numbers.word() % most));
        check(numbers.next(2 * most), b);
        // a multiple of b, or one less: quotient digits that are estimated too high
        const Number multiple = b * numbers.exactly(1 + i % 4);
        check(multiple, b);
        check(multiple - one, b);
    }
    for (uint32_t n = natural::kDivideFrom - 2; n < natural::kDivideFrom * 5; n += 3) {
        const Number b = numbers.exactly(n);
        check(numbers.exactly(2 * n), b);
        check(numbers.exactly(n + n / 2), b);
        check(numbers.exactly(5 * n + 1), b);
        check(b * numbers.exactly(n) - one, b);
    }
}

TEST_CASE("integers: dividing where the highest limbs are equal", "[numbers]") {
    // The top of the dividend is that of the divisor, and so the first quotient the largest there
    // is.
    for (const uint32_t n : {natural::kDivideFrom * 2, natural::kDivideFrom * 3 + 1}) {
        Number b{Limbs(n, ~Limb{0})};
        b.limbs[0] = 5;
        for (const Limb low : {Limb{0}, Limb{1}, ~Limb{0}}) {
            Number a{Limbs(2 * n, ~Limb{0})};
            for (uint32_t i = 0; i < n; ++i) a.limbs[i] = low;
            a.limbs[n] = 4;
            const Division result = divide(a, b);
            CHECK(result.quotient * b + result.remainder == a);
            CHECK(result.remainder < b);
        }
    }
}

TEST_CASE("natural: dividing two limbs by one", "[numbers]") {
    Numbers numbers;
    for (int i = 0; i < 1000; ++i) {
        const Number b = numbers.exactly(1);
        const Limb divisor = b.limbs[0];
        const Limb high = static_cast<Limb>(numbers.word()) % divisor;
        const Limb low = static_cast<Limb>(numbers.word());
        Limb remainder = 0;
        const Limb quotient = natural::divideTwo(high, low, divisor, remainder);
        const DoubleLimb back = DoubleLimb{quotient} * divisor + remainder;
        CHECK(remainder < divisor);
        CHECK(back == (DoubleLimb{high} << kLimbBits | low));
    }
}

TEST_CASE("integers: shifts, the right one rounds down", "[numbers]") {
    CHECK(Number("1") << 192 == Number("1" + kZeros));
    CHECK(Number("1" + kZeros) >> 192 == Number("1"));
    CHECK(Number("1" + kZeros) >> 193 == Number());
    CHECK(Number("-1" + kZeros) >> 192 == Number("-1"));
    CHECK(Number("-1" + kZeros) >> 193 == Number("-1"));
    CHECK(Number("-1" + kZeros) >> 5000 == Number("-1"));
    CHECK(Number("-" + kOnes) >> 191 == Number("-2"));
    CHECK(Number("-3") >> 1 == Number("-2"));
    CHECK(Number() << 500 == Number());
    Numbers numbers;
    for (int i = 0; i < 1000; ++i) {
        Number a = numbers.next(6);
        const size_t count = numbers.word() % (6 * kLimbBits);
        const Number power = Number("1") << count;
        CHECK(a << count == a * power);
        CHECK(a >> count == divide(a, power).quotient);
        const Number expected = a >> count;
        const uint32_t size = a.size();
        a.limbs.resize(size + 1);
        CHECK(checked(integer::shiftRight(a.limbs.data(), {a.data(), size, a.negative}, count)) ==
              expected);
    }
}

TEST_CASE("integers: bits of two's complement", "[numbers]") {
    const auto bits = [](BitOperation operation, const Number& a, const Number& b) {
        Limbs out = room(integer::bitwiseSize(a.size(), b.size()));
        return checked(integer::bitwise(out.data(), operation, a.view(), b.view()));
    };
    const Number minusOne("-1");
    Numbers numbers;
    for (int i = 0; i < 1000; ++i) {
        const Number a = numbers.next(i < 800 ? 4 : 20), b = numbers.next(i < 800 ? 4 : 20);
        const Number both = bits(BitOperation::And, a, b);
        const Number either = bits(BitOperation::Xor, a, b);
        CHECK(both + both + either == a + b);
        CHECK(bits(BitOperation::Or, a, b) == both + either);
        CHECK(bits(BitOperation::Xor, a, minusOne) == minusOne - a);
        CHECK(bits(BitOperation::And, a, minusOne) == a);
        // The lowest bits of what is less than 0 are those of a remainder.
        const size_t count = 1 + numbers.word() % (4 * kLimbBits);
        const Number power = Number("1") << count;
        CHECK(bits(BitOperation::And, a, power - Number("1")) == divide(a, power).remainder);
    }
    CHECK(bits(BitOperation::And, Number("-1" + kZeros), Number("f" + kZeros)) ==
          Number("f" + kZeros));
    CHECK(bits(BitOperation::Or, Number("-" + kOnes), Number("1")) == Number("-" + kOnes));
}

TEST_CASE("integers: text in every base", "[numbers]") {
    Numbers numbers;
    for (unsigned base = 2; base <= 36; ++base) {
        // Powers of the base, and the numbers below them, whose digits are all the highest one.
        const char highest = static_cast<char>(base <= 10 ? '0' + base - 1 : 'a' + base - 11);
        Number factor;
        factor.limbs = {base};
        Number power("1");
        for (size_t digits = 0; digits < 70; ++digits, power = power * factor) {
            CHECK(text(power, base) == "1" + std::string(digits, '0'));
            CHECK(text(power - Number("1"), base) == std::string(digits, highest));
            CHECK(parsed("1" + std::string(digits, '0'), base) == power);
            CHECK(parsed(std::string(digits, highest), base) == power - Number("1"));
        }
        for (int i = 0; i < 5; ++i) {
            Number a = numbers.next(100);
            a.negative = false;
            CHECK(parsed(text(a, base), base) == a);
        }
    }
    CHECK(parsed("00_Ff.f_F", 16) == Number("ffff"));
    CHECK(parsed("_" + std::string(500, '0') + "1_" + std::string(700, '0') + "_", 10) ==
          parsed("1" + std::string(700, '0'), 10));
    CHECK(parsed("", 10) == Number());
    char out[2];
    Limb limb = 0xab;
    CHECK(std::string(natural::toText(out + 2, &limb, 1, 16, 'A'), 2) == "AB");
    limb = 0xab;
    CHECK(std::string(natural::toLongText(out + 2, &limb, 1, 16, 'A', nullptr, nullptr), 2) ==
          "AB");
}

TEST_CASE("integers: text of long numbers", "[numbers]") {
    Number power("1");
    for (const size_t digits : {size_t{600}, size_t{2500}, size_t{9999}, size_t{20000}}) {
        power = parsed("1" + std::string(digits, '0'), 10);
        const Number below = power - Number("1");
        CHECK(text(power, 10) == "1" + std::string(digits, '0'));
        CHECK(text(below, 10) == std::string(digits, '9'));
        CHECK(parsed(std::string(digits, '9'), 10) == below);
        CHECK(power * power == parsed("1" + std::string(2 * digits, '0'), 10));
    }
}

TEST_CASE("integers: bytes", "[numbers]") {
    Numbers numbers;
    for (int i = 0; i < 1000; ++i) {
        const size_t count = numbers.word() % 40;
        std::vector<uint8_t> bytes(count);
        for (uint8_t& byte : bytes) {
            byte = i % 3 == 0 ? 0xff : i % 3 == 1 ? 0x80 : static_cast<uint8_t>(numbers.word());
        }
        for (const bool bigEndian : {false, true}) {
            for (const bool isSigned : {false, true}) {
                Limbs out = room(integer::fromBytesSize(count));
                const Number a = checked(
                    integer::fromBytes(out.data(), bytes.data(), count, bigEndian, isSigned));
                Number expected;
                for (size_t j = count; j-- > 0;) {
                    Number byte;
                    const uint8_t value = bytes[bigEndian ? count - 1 - j : j];
                    if (value != 0) byte.limbs = {value};
                    expected = (expected << 8) + byte;
                }
                if (isSigned && count != 0 && (bytes[bigEndian ? 0 : count - 1] & 0x80) != 0)
                    expected = expected - (Number("1") << 8 * count);
                CHECK(a == expected);
                std::vector<uint8_t> back(count, 0x55);
                CHECK(integer::toBytes(back.data(), count, a.view(), bigEndian, isSigned));
                CHECK(back == bytes);
            }
        }
    }
    const auto fits = [](const std::string& hex, size_t count, bool isSigned) {
        const Number a(hex);
        std::vector<uint8_t> bytes(count);
        return integer::toBytes(bytes.data(), count, a.view(), false, isSigned);
    };
    CHECK(fits("ff", 1, false));
    CHECK_FALSE(fits("100", 1, false));
    CHECK(fits("7f", 1, true));
    CHECK_FALSE(fits("80", 1, true));
    CHECK(fits("-80", 1, true));
    CHECK_FALSE(fits("-81", 1, true));
    CHECK_FALSE(fits("-ff", 1, true));
    CHECK_FALSE(fits("-100", 1, true));
    CHECK(fits("0", 0, true));
    CHECK_FALSE(fits("-1", 0, true));
    CHECK(fits("7fffffffffffffffffff", 10, true));
    CHECK_FALSE(fits("80000000000000000000", 10, true));
}

TEST_CASE("integers: words", "[numbers]") {
    for (const intptr_t word : {intptr_t{0}, intptr_t{1}, intptr_t{-1}, INTPTR_MAX, INTPTR_MIN}) {
        Limbs limbs = room(integer::kWordSize);
        const IntView a = integer::fromWord(limbs.data(), word);
        const Number half = (Number("1") << (sizeof(word) * 8 - 1));
        CHECK(checked(a) == (word == INTPTR_MAX   ? half - Number("1")
                             : word == INTPTR_MIN ? Number() - half
                             : word == 0          ? Number()
                                                  : Number(word < 0 ? "-1" : "1")));
        intptr_t back = 5;
        CHECK(integer::toWord(a, back));
        CHECK(back == word);
    }
    intptr_t word = 0;
    Limb limb = Limb{1} << (kLimbBits - 1);
    CHECK_FALSE(integer::toWord({&limb, 1, false}, word));
    limb += 1;
    CHECK_FALSE(integer::toWord({&limb, 1, true}, word));
    const Limb two[] = {0, 1};
    CHECK_FALSE(integer::toWord({two, 2, false}, word));
}

// --- long computations ---------------------------------------------------------------------------

namespace {
int polls = 0;
int pollsLeft = 0;
std::jmp_buf interrupted;

void countPoll() {
    ++polls;
}
void interruptAtLast() {
    if (--pollsLeft == 0) std::longjmp(interrupted, 1);
}

/// How often a computation polls. It can be ended at each of them.
template <typename Compute>
int pollsOf(Compute compute) {
    polls = 0;
    compute(countPoll);
    const int all = polls;
    for (const int at : {1, 2, all / 2, all}) {
        pollsLeft = at;
        if (setjmp(interrupted) == 0) {
            compute(interruptAtLast);
            FAIL("the computation went on");
        }
    }
    return all;
}

/// Memory that outlives what jumps over its owner.
struct Buffers {
    explicit Buffers(size_t size) : out(size), more(size), scratch(8 * size + 1000) {}
    Limbs out, more, scratch;
};
} // namespace

TEST_CASE("integers: long computations poll once in a bounded amount of work", "[numbers]") {
    // Products of two limbs between two polls, and a row more.
    constexpr int kMost = 1 << 15;
    Numbers numbers;
    const Number a = numbers.exactly(4000), b = numbers.exactly(2000), few = numbers.exactly(40);
    const Number nearly = numbers.exactly(3960);
    Buffers buffers(9000);
    Limb* const out = buffers.out.data();
    Limb* const more = buffers.more.data();
    Limb* const scratch = buffers.scratch.data();
    CHECK(pollsOf([&](natural::Poll poll) {
              natural::multiply(out, b.data(), 2000, b.data(), 2000, scratch, poll);
          }) >= 5 * 5 * 5);
    CHECK(pollsOf([&](natural::Poll poll) {
              natural::multiply(out, a.data(), 4000, few.data(), 40, scratch, poll);
          }) >= 100);
    CHECK(pollsOf([&](natural::Poll poll) {
              natural::divideLong(out, more, a.data(), 4000, b.data(), 2000, scratch, poll);
          }) >= 2000 / 48);
    CHECK(pollsOf([&](natural::Poll poll) {
              natural::divideLong(out, more, a.data(), 4000, few.data(), 40, scratch, poll);
          }) >= 4000 * 40 / kMost);
    CHECK(pollsOf([&](natural::Poll poll) {
              natural::divideLong(out, more, a.data(), 4000, nearly.data(), 3960, scratch, poll);
          }) >= 40 * 3960 / kMost);

    std::string digits = text(a, 10);
    CHECK(pollsOf([&](natural::Poll poll) {
              natural::copy(out, a.data(), 4000);
              natural::toLongText(digits.data() + digits.size(), out, 4000, 10, 'a', scratch, poll);
          }) >= 4000 / 30);
    digits = text(a, 10);
    CHECK(pollsOf([&](natural::Poll poll) {
              natural::fromLongText(out, digits.data(), digits.data() + digits.size(), 10, scratch,
                                    poll);
          }) >= 4000 / 30);
}

// --- floats --------------------------------------------------------------------------------------

namespace {
using taipan::runtime::floatToLimbs;
using taipan::runtime::kFloatLimbs;
using taipan::runtime::limbsToFloat;

Number integerPart(double number) {
    Limbs out = room(kFloatLimbs);
    return checked({out.data(), floatToLimbs(out.data(), number), false});
}
} // namespace

TEST_CASE("natural: to float and back", "[numbers]") {
    Numbers numbers;
    for (int i = 0; i < 6000; ++i) {
        Number a = numbers.next(i % 100 == 0 ? 20 : 4);
        a.negative = false;
        if (i % 3 == 0 && a.size() > 1) { // a tie, or close to one
            Limb& top = a.limbs.back();
            top |= Limb{1} << (kLimbBits - 1);
            top = (top >> 10 | 1) << 10;
            a.limbs[0] = i % 2 == 0 ? 0 : a.limbs[0];
        }
        // The C library rounds hexadecimal text to nearest, ties to even.
        CHECK(limbsToFloat(a.data(), a.size()) ==
              std::strtod(("0x0" + text(a, 16)).c_str(), nullptr));
        const uint64_t mantissa = numbers.word() >> 11;
        const int exponent = static_cast<int>(numbers.word() % 900) - 60;
        Limbs word = room(64 / kLimbBits);
        const Number whole = checked({word.data(), natural::fromWord(word.data(), mantissa)});
        const double scaled = std::ldexp(static_cast<double>(mantissa), exponent);
        const auto count = static_cast<size_t>(std::abs(exponent));
        CHECK(integerPart(-scaled) == (exponent < 0 ? whole >> count : whole << count));
    }
    // The ends: the largest number, half a step above it, the smallest ones, half of these.
    const Number most(std::string(13, 'f') + "8" + std::string(242, '0'));
    CHECK(limbsToFloat(most.data(), most.size()) == 0x1.fffffffffffffp1023);
    const Number below(std::string(13, 'f') + "b" + std::string(242, 'f'));
    CHECK(limbsToFloat(below.data(), below.size()) == 0x1.fffffffffffffp1023);
    const Number over(std::string(13, 'f') + "c" + std::string(242, '0'));
    CHECK(std::isinf(limbsToFloat(over.data(), over.size())));
    const Limb three = 3;
    CHECK(limbsToFloat(&three, 1, -1074) == 3 * 0x1p-1074);
    CHECK(limbsToFloat(&three, 1, -1075) == 2 * 0x1p-1074);
    CHECK(limbsToFloat(&three, 1, -1076) == 0x1p-1074);
    CHECK(limbsToFloat(&three, 1, -1077) == 0);
    CHECK(limbsToFloat(&three, 1, -1200) == 0);
    CHECK(limbsToFloat(&three, 0) == 0);
    const Limbs huge(20000, 1);
    CHECK(std::isinf(limbsToFloat(huge.data(), 20000)));
    CHECK(integerPart(0.75) == Number());
}
