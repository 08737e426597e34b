// Natural numbers and integers of any size, compared with GMP.
#include <gmp.h>

#include <catch2/catch.hpp>
#include <climits>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "runtime/numbers/integer.h"

namespace {

using namespace taipan::runtime;
using Limbs = std::vector<Limb>;

/// A number of GMP's.
class Big {
  public:
    Big() { mpz_init(z); }
    explicit Big(const IntView& a) : Big() {
        mpz_import(z, a.size, -1, sizeof(Limb), 0, 0, a.limbs);
        if (a.negative) {
            mpz_neg(z, z);
        }
    }
    explicit Big(const std::string& text) : Big() { mpz_set_str(z, text.c_str(), 0); }
    Big(const Big&) = delete;
    Big& operator=(const Big&) = delete;
    ~Big() { mpz_clear(z); }

    std::string hex() const {
        std::string text(mpz_sizeinbase(z, 16) + 2, '\0');
        mpz_get_str(text.data(), 16, z);
        return text.c_str();
    }
    mpz_t z;
};

std::string hex(const IntView& a) {
    CHECK((a.size == 0 || a.limbs[a.size - 1] != 0));
    CHECK((a.size != 0 || !a.negative));
    return Big(a).hex();
}

/// A number with its limbs.
struct Number {
    Limbs limbs;
    bool negative = false;

    IntView view() const { return {limbs.data(), static_cast<uint32_t>(limbs.size()), negative}; }
    uint32_t size() const { return static_cast<uint32_t>(limbs.size()); }
    const Limb* data() const { return limbs.data(); }
};

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

/// Memory of exactly so many limbs, filled with rubbish.
Limbs room(size_t size) {
    return Limbs(size, static_cast<Limb>(0xdeadbeefcafef00d));
}

Number number(const std::string& text) {
    const Big big(text);
    Number result;
    result.limbs.resize((mpz_sizeinbase(big.z, 2) + kLimbBits - 1) / kLimbBits);
    size_t count = 0;
    mpz_export(result.limbs.data(), &count, -1, sizeof(Limb), 0, 0, big.z);
    result.limbs.resize(count);
    result.negative = mpz_sgn(big.z) < 0;
    return result;
}

} // namespace

TEST_CASE("integers: adding, subtracting, comparing", "[numbers]") {
    Numbers numbers;
    Big expected;
    for (int i = 0; i < 3000; ++i) {
        const Number a = numbers.next(i < 1500 ? 4 : 200);
        Number b = i % 10 == 0 ? a : numbers.next(i < 1500 ? 4 : 200);
        const Big x(a.view());
        const Big y(b.view());
        Limbs out = room(integer::addSize(a.size(), b.size()));
        mpz_add(expected.z, x.z, y.z);
        CHECK(hex(integer::add(out.data(), a.view(), b.view())) == expected.hex());
        mpz_sub(expected.z, x.z, y.z);
        CHECK(hex(integer::subtract(out.data(), a.view(), b.view())) == expected.hex());
        const auto sign = [](int order) { return order < 0 ? -1 : order > 0; };
        CHECK(sign(integer::compare(a.view(), b.view())) == sign(mpz_cmp(x.z, y.z)));

        // in place
        const uint32_t size = b.size();
        b.limbs.resize(integer::addSize(a.size(), size));
        const IntView view{b.data(), size, b.negative};
        CHECK(hex(integer::subtract(b.limbs.data(), a.view(), view)) == expected.hex());
    }
}

TEST_CASE("integers: multiplying", "[numbers]") {
    Numbers numbers;
    Big expected;
    const auto check = [&](const Number& a, const Number& b) {
        Limbs out = room(integer::multiplySize(a.size(), b.size()));
        Limbs scratch = room(natural::multiplyScratch(a.size(), b.size()));
        const IntView product = integer::multiply(out.data(), a.view(), b.view(), scratch.data());
        mpz_mul(expected.z, Big(a.view()).z, Big(b.view()).z);
        CHECK(hex(product) == expected.hex());
    };
    for (int i = 0; i < 3000; ++i) {
        const uint32_t most = i < 1000 ? 5 : 200;
        const Number a = numbers.next(most);
        check(a, numbers.next(most));
        check(a, a);
    }
    for (uint32_t n = 28; n < 140; ++n) {
        check(numbers.exactly(n), numbers.exactly(n));
        check(numbers.exactly(n), numbers.exactly(3 * n - 1));
    }
    check(numbers.exactly(1500), numbers.exactly(1500));
    check(numbers.exactly(1499), numbers.exactly(750));
}

TEST_CASE("integers: dividing rounds down", "[numbers]") {
    Numbers numbers;
    Big quotient;
    Big remainder;
    const auto check = [&](const Number& a, const Number& b) {
        Limbs q = room(integer::quotientSize(a.size(), b.size()));
        Limbs r = room(b.size());
        Limbs scratch = room(natural::divideScratch(a.size(), b.size()));
        const DivMod result =
            integer::floorDivMod(q.data(), r.data(), a.view(), b.view(), scratch.data());
        mpz_fdiv_qr(quotient.z, remainder.z, Big(a.view()).z, Big(b.view()).z);
        CHECK(hex(result.quotient) == quotient.hex());
        CHECK(hex(result.remainder) == remainder.hex());
    };
    for (int i = 0; i < 6000; ++i) {
        const uint32_t most = i < 4000 ? 6 : 200;
        const Number b = numbers.exactly(static_cast<uint32_t>(1 + numbers.word() % most));
        check(numbers.next(most), b);
        check(b, b);
        // a multiple of b, or one less: quotient digits that are estimated too high
        const Number c = numbers.exactly(1 + i % 4);
        Number product{room(b.size() + c.size())};
        Limbs scratch = room(natural::multiplyScratch(b.size(), c.size()));
        natural::multiply(product.limbs.data(), b.data(), b.size(), c.data(), c.size(),
                          scratch.data());
        product.limbs.resize(natural::trim(product.data(), product.size()));
        check(product, b);
        const Limb one = 1;
        natural::subtract(product.limbs.data(), product.data(), product.size(), &one, 1);
        product.limbs.resize(natural::trim(product.data(), product.size()));
        check(product, b);
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
    Numbers numbers;
    Big expected;
    for (int i = 0; i < 3000; ++i) {
        Number a = numbers.next(i < 2000 ? 4 : 100);
        const size_t count = numbers.word() % (i % 4 == 0 ? 8000 : 300) / (i % 5 == 0 ? 64 : 1) *
                             (i % 5 == 0 ? 64 : 1);
        const Big x(a.view());
        Limbs out = room(integer::shiftLeftSize(a.size(), count));
        mpz_mul_2exp(expected.z, x.z, count);
        CHECK(hex(integer::shiftLeft(out.data(), a.view(), count)) == expected.hex());
        mpz_fdiv_q_2exp(expected.z, x.z, count);
        out = room(integer::shiftRightSize(a.size(), count));
        CHECK(hex(integer::shiftRight(out.data(), a.view(), count)) == expected.hex());
        const uint32_t size = a.size();
        a.limbs.resize(size + 1);
        CHECK(hex(integer::shiftRight(a.limbs.data(), {a.data(), size, a.negative}, count)) ==
              expected.hex());
    }
}

TEST_CASE("integers: bits of two's complement", "[numbers]") {
    Numbers numbers;
    Big expected;
    for (int i = 0; i < 3000; ++i) {
        const Number a = numbers.next(i < 2000 ? 4 : 100);
        const Number b = numbers.next(i < 2000 ? 4 : 100);
        const Big x(a.view());
        const Big y(b.view());
        Limbs out = room(integer::bitwiseSize(a.size(), b.size()));
        mpz_and(expected.z, x.z, y.z);
        CHECK(hex(integer::bitwise(out.data(), BitOperation::And, a.view(), b.view())) ==
              expected.hex());
        mpz_ior(expected.z, x.z, y.z);
        CHECK(hex(integer::bitwise(out.data(), BitOperation::Or, a.view(), b.view())) ==
              expected.hex());
        mpz_xor(expected.z, x.z, y.z);
        CHECK(hex(integer::bitwise(out.data(), BitOperation::Xor, a.view(), b.view())) ==
              expected.hex());
    }
}

TEST_CASE("integers: text in every base", "[numbers]") {
    Numbers numbers;
    for (unsigned base = 2; base <= 36; ++base) {
        for (int i = 0; i < 40; ++i) {
            const Number a = numbers.next(i < 30 ? 4 : 60);
            const Big big(IntView{a.data(), a.size(), false});
            std::string expected(mpz_sizeinbase(big.z, static_cast<int>(base)) + 2, '\0');
            mpz_get_str(expected.data(), static_cast<int>(base), big.z);
            expected = expected.c_str();
            if (a.size() == 0) {
                expected = "";
            }
            std::string text(natural::textSize(a.size(), base), '#');
            char* const end = text.data() + text.size();
            Limbs spent = a.limbs;
            CHECK(std::string(natural::toText(end, spent.data(), a.size(), base), end) == expected);

            Limbs out = room(natural::fromTextSize(expected.size(), base));
            const uint32_t size = natural::fromText(out.data(), expected.data(),
                                                    expected.data() + expected.size(), base);
            out.resize(size);
            CHECK(out == a.limbs);
        }
    }
    const std::string mixed = "00_Ff.f_F";
    Limbs out = room(natural::fromTextSize(mixed.size(), 16));
    CHECK(natural::fromText(out.data(), mixed.data(), mixed.data() + mixed.size(), 16) == 1);
    CHECK(out[0] == 0xffff);
    char text[2];
    Limb limb = 0xab;
    CHECK(std::string(natural::toText(text + 2, &limb, 1, 16, 'A'), 2) == "AB");
}

TEST_CASE("integers: bytes", "[numbers]") {
    Numbers numbers;
    for (int i = 0; i < 3000; ++i) {
        const size_t count = numbers.word() % 40;
        std::vector<uint8_t> bytes(count);
        for (uint8_t& byte : bytes) {
            byte = i % 3 == 0 ? 0xff : i % 3 == 1 ? 0x80 : static_cast<uint8_t>(numbers.word());
        }
        for (const bool bigEndian : {false, true}) {
            for (const bool isSigned : {false, true}) {
                Limbs out = room(integer::fromBytesSize(count));
                const IntView a =
                    integer::fromBytes(out.data(), bytes.data(), count, bigEndian, isSigned);
                Big expected;
                mpz_import(expected.z, count, bigEndian ? 1 : -1, 1, 0, 0, bytes.data());
                if (isSigned && mpz_sizeinbase(expected.z, 2) == count * 8 && count != 0) {
                    Big power;
                    mpz_setbit(power.z, count * 8);
                    mpz_sub(expected.z, expected.z, power.z);
                }
                CHECK(hex(a) == expected.hex());
                std::vector<uint8_t> back(count, 0x55);
                CHECK(integer::toBytes(back.data(), count, a, bigEndian, isSigned));
                CHECK(back == bytes);
            }
        }
    }
    const auto fits = [](const std::string& text, size_t count, bool isSigned) {
        const Number a = number(text);
        std::vector<uint8_t> bytes(count);
        return integer::toBytes(bytes.data(), count, a.view(), false, isSigned);
    };
    CHECK(fits("255", 1, false));
    CHECK_FALSE(fits("256", 1, false));
    CHECK(fits("127", 1, true));
    CHECK_FALSE(fits("128", 1, true));
    CHECK(fits("-128", 1, true));
    CHECK_FALSE(fits("-129", 1, true));
    CHECK_FALSE(fits("-255", 1, true));
    CHECK_FALSE(fits("-256", 1, true));
    CHECK(fits("0", 0, true));
    CHECK_FALSE(fits("-1", 0, true));
    CHECK(fits("0x7fffffffffffffffffff", 10, true));
    CHECK_FALSE(fits("0x80000000000000000000", 10, true));
}

TEST_CASE("integers: words", "[numbers]") {
    for (const intptr_t word : {intptr_t{0}, intptr_t{1}, intptr_t{-1}, INTPTR_MAX, INTPTR_MIN}) {
        Limb limb = 0;
        const IntView a = integer::fromWord(&limb, word);
        CHECK(Big(a).hex() == Big(std::to_string(word)).hex());
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

TEST_CASE("natural: to float and back", "[numbers]") {
    Numbers numbers;
    const auto expected = [](const Big& big) {
        // GMP truncates; the C library rounds hexadecimal text to nearest, ties to even.
        return std::strtod(("0x" + big.hex()).c_str(), nullptr);
    };
    for (int i = 0; i < 6000; ++i) {
        Number a = numbers.next(i % 100 == 0 ? 20 : 4);
        a.negative = false;
        if (i % 3 == 0 && a.size() > 1) { // a tie, or close to one
            Limb& top = a.limbs.back();
            top |= Limb{1} << (kLimbBits - 1);
            top = (top >> 10 | 1) << 10;
            a.limbs[0] = i % 2 == 0 ? 0 : a.limbs[0];
        }
        CHECK(natural::toFloat(a.data(), a.size()) == expected(Big(a.view())));
        const double scaled = std::ldexp(static_cast<double>(numbers.word() >> 11),
                                         static_cast<int>(numbers.word() % 1000) - 60);
        if (std::isfinite(scaled)) {
            Limbs out = room(natural::kFromFloatSize);
            const uint32_t size = natural::fromFloat(out.data(), -scaled);
            Big truncated;
            mpz_set_d(truncated.z, scaled);
            CHECK(hex({out.data(), size, false}) == truncated.hex());
        }
    }
    // The ends: the largest number, half a step above it, the smallest ones, half of these.
    const Number most = number("0x" + std::string(13, 'f') + "8" + std::string(242, '0'));
    CHECK(natural::toFloat(most.data(), most.size()) == 0x1.fffffffffffffp1023);
    const Number below = number("0x" + std::string(13, 'f') + "b" + std::string(242, 'f'));
    CHECK(natural::toFloat(below.data(), below.size()) == 0x1.fffffffffffffp1023);
    const Number over = number("0x" + std::string(13, 'f') + "c" + std::string(242, '0'));
    CHECK(std::isinf(natural::toFloat(over.data(), over.size())));
    const Limb three = 3;
    CHECK(natural::toFloat(&three, 1, -1074) == 3 * 0x1p-1074);
    CHECK(natural::toFloat(&three, 1, -1075) == 2 * 0x1p-1074);
    CHECK(natural::toFloat(&three, 1, -1076) == 0x1p-1074);
    CHECK(natural::toFloat(&three, 1, -1077) == 0);
    CHECK(natural::toFloat(&three, 1, -1200) == 0);
    CHECK(natural::toFloat(&three, 0) == 0);
    const Limbs huge(20000, 1);
    CHECK(std::isinf(natural::toFloat(huge.data(), 20000)));
    Limbs out = room(natural::kFromFloatSize);
    CHECK(natural::fromFloat(out.data(), 0.75) == 0);
}
