// Arithmetic of the room numbers/ with memory for results and scratch.
#include "frontend/big_integer.h"

#include <bit>
#include <limits>
#include <utility>

namespace taipan {

using numbers::IntView;
using numbers::Limb;
namespace natural = numbers::natural;
namespace integer = numbers::integer;

namespace {

constexpr uint32_t kInt64Size = numbers::limbsForBits(64);

BigInteger::Limbs newLimbs(size_t count) {
    return std::make_unique_for_overwrite<Limb[]>(count);
}

/// Two's complement of 64 bits, whose sign is known, as a magnitude.
uint64_t magnitudeOf(int64_t value) {
    const auto bits = static_cast<uint64_t>(value);
    return value < 0 ? 0 - bits : bits;
}

/// The magnitude of a view that has at most 64 bits.
uint64_t wordOf(const IntView& view) {
    uint64_t word = 0;
    for (uint32_t i = 0; i < view.size; ++i)
        word |= uint64_t{view.limbs[i]} << (i * numbers::kLimbBits);
    return word;
}

struct Division {
    BigInteger quotient, remainder;
};

Division divide(const BigInteger& a, const BigInteger& b) {
    BigInteger::Limbs quotient = newLimbs(integer::quotientSize(a.size(), b.size()));
    BigInteger::Limbs remainder = newLimbs(b.size());
    const BigInteger::Limbs scratch = newLimbs(natural::divideLongScratch(a.size(), b.size()));
    const auto [q, r] = integer::floorDivMod(quotient.get(), remainder.get(), a.view(), b.view(),
                                             scratch.get(), nullptr);
    return {{std::move(quotient), q}, {std::move(remainder), r}};
}

} // namespace

BigInteger::BigInteger(const Constant& constant) {
    if (constant.kind == Constant::Kind::BigInt) {
        view_ = {constant.limbs.data(), static_cast<uint32_t>(constant.limbs.size()),
                 constant.integer < 0};
        return;
    }
    limbs_ = newLimbs(kInt64Size);
    const uint32_t size = natural::fromWord(limbs_.get(), magnitudeOf(constant.integer));
    view_ = {limbs_.get(), size, constant.integer < 0};
}

BigInteger::BigInteger(std::string_view digits, unsigned base)
    : limbs_(newLimbs(natural::fromTextSize(digits.size(), base))) {
    const Limbs scratch = newLimbs(natural::fromLongTextScratch(digits.size(), base));
    const uint32_t size = natural::fromLongText(
        limbs_.get(), digits.data(), digits.data() + digits.size(), base, scratch.get(), nullptr);
    view_ = {limbs_.get(), size, false};
}

double BigInteger::toDouble() const {
    double magnitude = 0;
    for (size_t i = view_.size; i-- > 0;) {
        const uint64_t limb = view_.limbs[i];
        for (unsigned at = numbers::kLimbBits; at != 0;) {
            at -= 32;
            magnitude = magnitude * 0x1p32 + static_cast<double>(limb >> at & 0xffffffff);
        }
    }
    return view_.negative ? -magnitude : magnitude;
}

Constant* BigInteger::toConstant(Arena& arena) const {
    Constant* constant = arena.create<Constant>();
    constant->kind = Constant::Kind::Int;
    if (view_.size <= kInt64Size) {
        const uint64_t word = wordOf(view_);
        if (word <= uint64_t{std::numeric_limits<int64_t>::max()} + view_.negative) {
            constant->integer = static_cast<int64_t>(view_.negative ? 0 - word : word);
            return constant;
        }
    }
    constant->kind = Constant::Kind::BigInt;
    constant->integer = sign();
    constant->limbs = arena.copy(std::span(view_.limbs, view_.size));
    return constant;
}

BigInteger BigInteger::power(const BigInteger& base, uint64_t exponent) {
    static constexpr Limb kOne = 1;
    BigInteger result(nullptr, {&kOne, 1, false});
    for (unsigned bit = static_cast<unsigned>(std::bit_width(exponent)); bit-- != 0;) {
        result = multiply(result, result);
        if ((exponent >> bit & 1) != 0) result = multiply(result, base);
    }
    return result;
}

BigInteger BigInteger::multiply(const BigInteger& a, const BigInteger& b) {
    Limbs out = newLimbs(integer::multiplySize(a.size(), b.size()));
    const Limbs scratch = newLimbs(natural::multiplyScratch(a.size(), b.size()));
    const IntView view = integer::multiply(out.get(), a.view(), b.view(), scratch.get());
    return {std::move(out), view};
}

BigInteger BigInteger::floorDivide(const BigInteger& a, const BigInteger& b) {
    return divide(a, b).quotient;
}

BigInteger BigInteger::modulo(const BigInteger& a, const BigInteger& b) {
    return divide(a, b).remainder;
}

BigInteger BigInteger::add(const BigInteger& a, const BigInteger& b) {
    Limbs out = newLimbs(integer::addSize(a.size(), b.size()));
    const IntView view = integer::add(out.get(), a.view(), b.view());
    return {std::move(out), view};
}

BigInteger BigInteger::subtract(const BigInteger& a, const BigInteger& b) {
    Limbs out = newLimbs(integer::addSize(a.size(), b.size()));
    const IntView view = integer::subtract(out.get(), a.view(), b.view());
    return {std::move(out), view};
}

BigInteger BigInteger::bitwise(numbers::BitOperation operation, const BigInteger& a,
                               const BigInteger& b) {
    Limbs out = newLimbs(integer::bitwiseSize(a.size(), b.size()));
    const IntView view = integer::bitwise(out.get(), operation, a.view(), b.view());
    return {std::move(out), view};
}

BigInteger BigInteger::shiftLeft(const BigInteger& a, size_t count) {
    Limbs out = newLimbs(integer::shiftLeftSize(a.size(), count));
    const IntView view = integer::shiftLeft(out.get(), a.view(), count);
    return {std::move(out), view};
}

BigInteger BigInteger::shiftRight(const BigInteger& a, size_t count) {
    Limbs out = newLimbs(integer::shiftRightSize(a.size(), count));
    const IntView view = integer::shiftRight(out.get(), a.view(), count);
    return {std::move(out), view};
}

std::string decimalText(const Constant& constant) {
    const auto size = static_cast<uint32_t>(constant.limbs.size());
    const BigInteger::Limbs spent = newLimbs(size);
    natural::copy(spent.get(), constant.limbs.data(), size);
    const size_t room = natural::textSize(size, 10) + 1; // and the sign
    std::string text(room, '\0');
    char* const end = text.data() + room;
    const BigInteger::Limbs scratch = newLimbs(natural::toLongTextScratch(size, 10));
    char* first = natural::toLongText(end, spent.get(), size, 10, 'a', scratch.get(), nullptr);
    if (constant.integer < 0) *--first = '-';
    text.erase(0, static_cast<size_t>(first - text.data()));
    return text;
}

} // namespace taipan
