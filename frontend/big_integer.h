// Integers beyond 64 bits for constant folding: GMP behind a value type.
#pragma once

#include <gmp.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "taipan/frontend/constant.h"

namespace taipan {

static_assert(sizeof(long) == sizeof(int64_t), "GMP's native integers must hold 64 bits");

/// Owns one GMP integer; converts to and from constants.
class BigInteger {
  public:
    BigInteger() { mpz_init(value_); }
    /// The value of an Int or BigInt constant.
    explicit BigInteger(const Constant& integer) {
        if (integer.kind == Constant::Kind::Int) {
            mpz_init_set_si(value_, integer.integer);
        } else {
            mpz_init_set_str(value_, std::string(integer.text).c_str(), 10);
        }
    }
    /// The value of `digits`, all of them valid in `base` (2 to 36).
    BigInteger(std::string_view digits, int base) {
        mpz_init_set_str(value_, std::string(digits).c_str(), base);
    }
    ~BigInteger() { mpz_clear(value_); }
    BigInteger(const BigInteger&) = delete;
    BigInteger& operator=(const BigInteger&) = delete;

    mpz_ptr get() { return value_; }
    mpz_srcptr get() const { return value_; }

    int sign() const { return mpz_sgn(value_); }
    size_t bits() const { return mpz_sizeinbase(value_, 2); }

    /// Stock's conversion: 32-bit digits from the top, rounded to double after each one, so that
    /// numbers beyond 64 bits may differ from the nearest double. Infinite beyond the range.
    double toDouble() const {
        double magnitude = 0;
        for (size_t i = mpz_size(value_); i-- > 0;) {
            const uint64_t limb = mpz_getlimbn(value_, static_cast<mp_size_t>(i));
            magnitude = magnitude * 0x1p32 + static_cast<double>(limb >> 32);
            magnitude = magnitude * 0x1p32 + static_cast<double>(limb & 0xffffffff);
        }
        return sign() < 0 ? -magnitude : magnitude;
    }

    /// An Int when 64 bits suffice, else a BigInt with its digits in the arena.
    Constant* toConstant(Arena& arena) const {
        Constant* constant = arena.create<Constant>();
        if (mpz_fits_slong_p(value_)) {
            constant->kind = Constant::Kind::Int;
            constant->integer = mpz_get_si(value_);
            return constant;
        }
        constant->kind = Constant::Kind::BigInt;
        const size_t room = mpz_sizeinbase(value_, 10) + 2; // sign and terminator
        char* digits = static_cast<char*>(arena.allocate(room, 1));
        constant->text = mpz_get_str(digits, 10, value_);
        return constant;
    }

  private:
    mpz_t value_;
};

} // namespace taipan
