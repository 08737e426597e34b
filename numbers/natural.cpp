#include "taipan/numbers/long.h"

#if defined(__x86_64__) && TAIPAN_NUMBERS_KIND >= 1 && TAIPAN_LIMB_BITS == 64
#include <immintrin.h>
#endif

namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural {

namespace {

constexpr Limb kMaxLimb = ~Limb{0};

Limb highHalf(DoubleLimb both) {
    return static_cast<Limb>(both >> kLimbBits);
}

/// The bits that shifting `limb` left by `count` < kLimbBits pushes out.
Limb pushedOut(Limb limb, unsigned count) {
    return limb >> 1 >> (kLimbBits - 1 - count);
}

/// out[n] += a * word; the carry.
Limb addProduct(Limb* out, const Limb* a, uint32_t n, Limb word) {
    Limb carry = 0;
    for (uint32_t i = 0; i < n; ++i) {
        const DoubleLimb sum = DoubleLimb{a[i]} * word + out[i] + carry;
        out[i] = static_cast<Limb>(sum);
        carry = highHalf(sum);
    }
    return carry;
}

/// out[n] -= a * word; the borrow.
Limb subtractProduct(Limb* out, const Limb* a, uint32_t n, Limb word) {
    Limb borrow = 0;
    for (uint32_t i = 0; i < n; ++i) {
        const DoubleLimb product = DoubleLimb{a[i]} * word + borrow;
        const Limb low = static_cast<Limb>(product);
        borrow = highHalf(product) + (out[i] < low);
        out[i] -= low;
    }
    return borrow;
}

// Division by one limb many times, without a division instruction: Möller and Granlund, "Improved
// division by invariant integers", algorithm 4. Divisors have their highest bit set.

/// (B^2 - 1) / divisor - B, for a limb that counts to B.
Limb reciprocal(Limb divisor) {
#if defined(__x86_64__) && TAIPAN_LIMB_BITS == 64
    Limb quotient;
    Limb remainder;
    __asm__("divq %4"
            : "=a"(quotient), "=d"(remainder)
            : "0"(kMaxLimb), "1"(~divisor), "r"(divisor)
            : "cc");
    return quotient;
#else
    Limb rest = ~divisor;
    Limb quotient = 0;
    for (unsigned i = 0; i < kLimbBits; ++i) {
        const bool carry = rest >> (kLimbBits - 1) != 0;
        rest = rest << 1 | 1;
        quotient <<= 1;
        if (carry || rest >= divisor) {
            rest -= divisor;
            quotient |= 1;
        }
    }
    return quotient;
#endif
}

/// (high, low) / divisor, where high < divisor; `high` becomes the remainder.
inline Limb divideStep(Limb& high, Limb low, Limb divisor, Limb inverse) {
    const DoubleLimb estimate = DoubleLimb{inverse} * high + (DoubleLimb{high} << kLimbBits | low);
    Limb quotient = highHalf(estimate) + 1;
    Limb remainder = static_cast<Limb>(low - 1u * quotient * divisor); // no int of 16-bit limbs
    if (remainder > static_cast<Limb>(estimate)) {
        --quotient;
        remainder += divisor;
    }
    if (remainder >= divisor) {
        ++quotient;
        remainder -= divisor;
    }
    high = remainder;
    return quotient;
}

void multiplySchoolbook(Limb* out, const Limb* a, uint32_t an, const Limb* b, uint32_t bn,
                        Poll poll) {
    out[an] = multiplyWord(out, a, an, b[0], 0);
    for (uint32_t i = 1; i < bn; ++i) {
        if (poll != nullptr) {
            poll();
        }
        out[an + i] = addProduct(out + i, a, an, b[i]);
    }
}

#if TAIPAN_NUMBERS_KIND >= 1

/// out[2 * n] = a * a: each product of two different limbs once, doubled, and the squares.
void squareSchoolbook(Limb* out, const Limb* a, uint32_t n) {
    out[0] = 0;
    out[n] = multiplyWord(out + 1, a + 1, n - 1, a[0], 0);
    for (uint32_t i = 1; i < n; ++i) {
        out[n + i] = addProduct(out + 2 * i + 1, a + i + 1, n - i - 1, a[i]);
    }
    Limb carry = 0;
    Limb top = 0;
    for (uint32_t i = 0; i < n; ++i) {
        const Limb low = out[2 * i];
        const Limb high = out[2 * i + 1];
        const DoubleLimb square = DoubleLimb{a[i]} * a[i];
        DoubleLimb sum =
            DoubleLimb{static_cast<Limb>(low << 1 | top)} + static_cast<Limb>(square) + carry;
        out[2 * i] = static_cast<Limb>(sum);
        sum = DoubleLimb{static_cast<Limb>(high << 1 | low >> (kLimbBits - 1))} + highHalf(square) +
              highHalf(sum);
        out[2 * i + 1] = static_cast<Limb>(sum);
        carry = highHalf(sum);
        top = high >> (kLimbBits - 1);
    }
}

/// out[n] = |a - b|, b padded with zeros; true when a < b.
bool difference(Limb* out, const Limb* a, uint32_t n, const Limb* b, uint32_t bn) {
    if (compare(a, trim(a, n), b, trim(b, bn)) >= 0) {
        subtract(out, a, n, b, bn);
        return false;
    }
    const uint32_t an = trim(a, n); // a < b, so a fits where b does
    subtract(out, b, bn, a, an);
    for (uint32_t i = bn; i < n; ++i) {
        out[i] = 0;
    }
    return true;
}

/// Karatsuba: three products of half the size, with the difference of the halves, which needs no
/// limb for a carry. Both factors have n limbs.
void multiplyEqual(Limb* out, const Limb* a, const Limb* b, uint32_t n, Limb* scratch, Poll poll) {
    if (n < kKaratsubaFrom) {
        a == b ? squareSchoolbook(out, a, n) : multiplySchoolbook(out, a, n, b, n, nullptr);
        return;
    }
    if (poll != nullptr) {
        poll();
    }
#if TAIPAN_NUMBERS_KIND >= 2
    if (n >= kToomFrom) {
        return multiplyToom(out, a, b, n, scratch, poll);
    }
#endif
    const uint32_t half = (n + 1) / 2;
    const uint32_t rest = n - half;
    Limb* const rest2 = scratch + 2 * half;
    bool negative = difference(out, a, half, a + half, rest);
    if (a == b) {
        multiplyEqual(scratch, out, out, half, rest2, poll);
        negative = false;
    } else {
        negative ^= difference(out + half, b, half, b + half, rest);
        multiplyEqual(scratch, out, out + half, half, rest2, poll);
    }
    multiplyEqual(out, a, b, half, rest2, poll);
    multiplyEqual(out + 2 * half, a + half, b + half, rest, rest2, poll);
    // The middle is low + high - (a0 - a1)(b0 - b1).
    Limb* const middle = rest2;
    Limb top = add(middle, out, 2 * half, out + 2 * half, 2 * rest);
    if (negative) {
        top += add(middle, middle, 2 * half, scratch, 2 * half);
    } else {
        top -= subtract(middle, middle, 2 * half, scratch, 2 * half);
    }
    middle[2 * half] = top;
    add(out + half, out + half, 2 * n - half, middle, 2 * half + 1);
}

#endif

} // namespace

int compare(const Limb* a, uint32_t an, const Limb* b, uint32_t bn) {
    if (an != bn) {
        return an < bn ? -1 : 1;
    }
    while (an-- != 0) {
        if (a[an] != b[an]) {
            return a[an] < b[an] ? -1 : 1;
        }
    }
    return 0;
}

#if defined(__x86_64__) && TAIPAN_NUMBERS_KIND >= 1 && TAIPAN_LIMB_BITS == 64
namespace {
/// Four limbs with the processor's carry, which compilers do not find out themselves.
template <auto step>
Limb fourLimbs(Limb* out, const Limb* a, const Limb* b, Limb carry) {
    auto bit = static_cast<unsigned char>(carry);
    const auto one = [&](size_t i) {
        unsigned long long limb = 0;
        bit = step(bit, a[i], b[i], &limb);
        out[i] = limb;
    };
    one(0), one(1), one(2), one(3);
    return bit;
}
} // namespace
#define TAIPAN_FOUR_LIMBS(function, carry)                                                         \
    for (; bn - i >= 4; i += 4)                                                                    \
    carry = fourLimbs<[](auto... x) { return function(x...); }>(out + i, a + i, b + i, carry)
#else
#define TAIPAN_FOUR_LIMBS(function, carry) static_cast<void>(0)
#endif

Limb add(Limb* out, const Limb* a, uint32_t an, const Limb* b, uint32_t bn) {
    Limb carry = 0;
    uint32_t i = 0;
    TAIPAN_FOUR_LIMBS(_addcarry_u64, carry);
    for (; i < bn; ++i) {
        Limb sum;
        const bool over = __builtin_add_overflow(a[i], b[i], &sum);
        carry = __builtin_add_overflow(sum, carry, &out[i]) | over;
    }
    for (; i < an; ++i) {
        out[i] = a[i] + carry;
        carry = out[i] < carry;
    }
    return carry;
}

Limb subtract(Limb* out, const Limb* a, uint32_t an, const Limb* b, uint32_t bn) {
    Limb borrow = 0;
    uint32_t i = 0;
    TAIPAN_FOUR_LIMBS(_subborrow_u64, borrow);
    for (; i < bn; ++i) {
        Limb rest;
        const bool under = __builtin_sub_overflow(a[i], b[i], &rest);
        borrow = __builtin_sub_overflow(rest, borrow, &out[i]) | under;
    }
    for (; i < an; ++i) {
        const Limb limb = a[i];
        out[i] = limb - borrow;
        borrow = limb < borrow;
    }
    return borrow;
}

Limb multiplyWord(Limb* out, const Limb* a, uint32_t n, Limb word, Limb carry) {
    for (uint32_t i = 0; i < n; ++i) {
        const DoubleLimb product = DoubleLimb{a[i]} * word + carry;
        out[i] = static_cast<Limb>(product);
        carry = highHalf(product);
    }
    return carry;
}

void multiply(Limb* out, const Limb* a, uint32_t an, const Limb* b, uint32_t bn,
              [[maybe_unused]] Limb* scratch, Poll poll) {
    if (an < bn) {
        return multiply(out, b, bn, a, an, scratch, poll);
    }
    if (bn == 0) {
        for (uint32_t i = 0; i < an; ++i) {
            out[i] = 0;
        }
        return;
    }
#if TAIPAN_NUMBERS_KIND >= 1
    if (an == bn) {
        return multiplyEqual(out, a, b, an, scratch, poll);
    }
    if (bn >= kKaratsubaFrom) {
        // The longer factor in pieces as long as the shorter one.
        multiplyEqual(out, a, b, bn, scratch, poll);
        uint32_t done = bn;
        for (; done < an; done += bn) {
            const uint32_t piece = an - done < bn ? an - done : bn;
            multiply(scratch, b, bn, a + done, piece, scratch + 2 * bn, poll);
            add(scratch, scratch, bn + piece, out + done, bn);
            copy(out + done, scratch, bn + piece);
        }
        return;
    }
#endif
    multiplySchoolbook(out, a, an, b, bn, poll);
}

uint32_t shiftLeft(Limb* out, const Limb* a, uint32_t n, size_t count) {
    if (n == 0) {
        return 0;
    }
    const uint32_t whole = static_cast<uint32_t>(count / kLimbBits);
    const unsigned bits = count % kLimbBits;
    const Limb over = pushedOut(a[n - 1], bits);
    for (uint32_t i = n - 1; i != 0; --i) {
        out[i + whole] = a[i] << bits | pushedOut(a[i - 1], bits);
    }
    out[whole] = a[0] << bits;
    for (uint32_t i = 0; i < whole; ++i) {
        out[i] = 0;
    }
    n += whole;
    if (over != 0) {
        out[n++] = over;
    }
    return n;
}

uint32_t shiftRight(Limb* out, const Limb* a, uint32_t n, size_t count) {
    if (count / kLimbBits >= n) {
        return 0;
    }
    const uint32_t whole = static_cast<uint32_t>(count / kLimbBits);
    const unsigned bits = count % kLimbBits;
    n -= whole;
    for (uint32_t i = 0; i + 1 < n; ++i) {
        out[i] = a[i + whole] >> bits | a[i + whole + 1] << 1 << (kLimbBits - 1 - bits);
    }
    out[n - 1] = a[n + whole - 1] >> bits;
    return trim(out, n);
}

Limb divideWord(Limb* quotient, const Limb* a, uint32_t n, Limb divisor) {
    const unsigned shift = leadingZeros(divisor);
    divisor <<= shift;
    const Limb inverse = reciprocal(divisor);
    Limb rest = n == 0 ? 0 : pushedOut(a[n - 1], shift);
    while (n-- != 0) {
        const Limb below = n == 0 ? 0 : pushedOut(a[n - 1], shift);
        quotient[n] = divideStep(rest, a[n] << shift | below, divisor, inverse);
    }
    return rest >> shift;
}

Limb divideTwo(Limb high, Limb low, Limb divisor, Limb& remainder) {
    Limb quotient;
#if defined(__x86_64__) && TAIPAN_LIMB_BITS == 64
    __asm__("divq %4" : "=a"(quotient), "=d"(remainder) : "0"(low), "1"(high), "r"(divisor) : "cc");
#else
    const Limb both[2] = {low, high};
    Limb quotients[2];
    remainder = divideWord(quotients, both, 2, divisor);
    quotient = quotients[0];
#endif
    return quotient;
}

void divideNormalized(Limb* quotient, Limb* a, uint32_t an, const Limb* b, uint32_t bn) {
    const Limb first = b[bn - 1];
    const Limb second = bn > 1 ? b[bn - 2] : 0;
    const Limb inverse = reciprocal(first);
    for (uint32_t j = an - bn; j-- != 0;) {
        Limb* const top = a + j + bn;
        Limb rest = *top;
        Limb digit = kMaxLimb;
        bool close = true; // so that the digit may still be too large
        if (rest < first) {
            digit = divideStep(rest, top[-1], first, inverse);
        } else {
            rest = top[-1] + first;
            close = rest >= first;
        }
        const Limb third = bn > 1 ? top[-2] : 0;
        while (close && DoubleLimb{digit} * second > (DoubleLimb{rest} << kLimbBits | third)) {
            --digit;
            rest += first;
            close = rest >= first;
        }
        if (subtractProduct(a + j, b, bn, digit) > *top) {
            --digit;
            add(a + j, a + j, bn, b, bn);
        }
        *top = 0;
        quotient[j] = digit;
    }
}

void divide(Limb* quotient, Limb* remainder, const Limb* a, uint32_t an, const Limb* b, uint32_t bn,
            Limb* scratch) {
    divideShifted(quotient, remainder, a, an, b, bn, scratch,
                  [](Limb* q, Limb* x, uint32_t xn, const Limb* y, uint32_t yn, Limb*) {
                      divideNormalized(q, x, xn, y, yn);
                  });
}

char* toText(char* end, Limb* a, uint32_t n, unsigned base, char letter) {
    Limb power = base; // the highest that a limb holds
    unsigned digits = 1;
    for (const Limb limit = kMaxLimb / base; power <= limit; ++digits) {
        power *= base;
    }
    while (n != 0) {
        Limb chunk = divideWord(a, a, n, power);
        n = trim(a, n);
        for (unsigned i = 0; i < digits && (n != 0 || chunk != 0); ++i) {
            // A constant divisor needs no division instruction.
            const Limb next = sizeof(Limb) == 8 && base == 10 ? chunk / 10 : chunk / base;
            const unsigned digit = static_cast<unsigned>(chunk - next * base);
            *--end = static_cast<char>(digit < 10 ? '0' + digit : letter + digit - 10);
            chunk = next;
        }
    }
    return end;
}

uint32_t fromText(Limb* out, const char* text, const char* end, unsigned base) {
    const Limb limit = kMaxLimb / base;
    uint32_t n = 0;
    while (text != end) {
        Limb power = 1;
        Limb chunk = 0;
        for (; text != end && power <= limit; ++text) {
            const unsigned c = static_cast<unsigned char>(*text);
            if (c != '_' && c != '.') {
                chunk = chunk * base + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
                power *= base;
            }
        }
        const Limb carry = multiplyWord(out, out, n, power, chunk);
        out[n] = carry;
        n += carry != 0;
    }
    return n;
}

uint32_t fromWord(Limb* out, uint64_t word) {
    for (uint32_t i = 0; i < 64 / kLimbBits; ++i) {
        out[i] = static_cast<Limb>(word >> (i * kLimbBits));
    }
    return trim(out, 64 / kLimbBits);
}

} // namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural
