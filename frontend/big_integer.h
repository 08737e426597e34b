// Integers of any size while constants are folded.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "taipan/frontend/constant.h"
#include "taipan/numbers/integer.h"

namespace taipan {

/// An integer with the memory that it lies in; what it is made of may live elsewhere.
class BigInteger {
  public:
    using Limbs = std::unique_ptr<numbers::Limb[]>;

    /// The value of an Int or BigInt constant, which has to outlive it.
    explicit BigInteger(const Constant& integer);
    /// The value of `digits`, all of them valid in `base` (2 to 36).
    BigInteger(std::string_view digits, unsigned base);
    /// A result that lies in `limbs`.
    BigInteger(Limbs limbs, const numbers::IntView& view) : limbs_(std::move(limbs)), view_(view) {}

    const numbers::IntView& view() const { return view_; }
    uint32_t size() const { return view_.size; }
    int sign() const { return view_.size == 0 ? 0 : view_.negative ? -1 : 1; }
    /// Of the magnitude; 0 has none.
    size_t bits() const { return numbers::natural::bitLength(view_.limbs, view_.size); }

    /// Stock's conversion: 32-bit digits from the top, rounded to double after each one, so that
    /// numbers beyond 64 bits may differ from the nearest double. Infinite beyond the range.
    double toDouble() const;
    /// An Int when 64 bits suffice, else a BigInt with its limbs in the arena.
    Constant* toConstant(Arena& arena) const;

    /// `base ** exponent`.
    static BigInteger power(const BigInteger& base, uint64_t exponent);
    static BigInteger multiply(const BigInteger& a, const BigInteger& b);
    /// Rounded down, and what is left, with the divisor's sign. `b` is not 0.
    static BigInteger floorDivide(const BigInteger& a, const BigInteger& b);
    static BigInteger modulo(const BigInteger& a, const BigInteger& b);
    static BigInteger add(const BigInteger& a, const BigInteger& b);
    static BigInteger subtract(const BigInteger& a, const BigInteger& b);
    static BigInteger bitwise(numbers::BitOperation operation, const BigInteger& a,
                              const BigInteger& b);
    static BigInteger shiftLeft(const BigInteger& a, size_t count);
    /// Rounded down.
    static BigInteger shiftRight(const BigInteger& a, size_t count);

  private:
    Limbs limbs_;
    numbers::IntView view_;
};

/// The digits of a BigInt constant, '-' first.
std::string decimalText(const Constant& integer);

} // namespace taipan
