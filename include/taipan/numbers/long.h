// Division and text of long numbers, in less than quadratic time where TAIPAN_NUMBERS is 2; else
// what natural.h has, under one interface. As everywhere here, the caller gives the scratch.
#pragma once

#include "taipan/numbers/natural.h"

namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural {

#if TAIPAN_NUMBERS_KIND >= 2

/// Quotients and divisors of fewer limbs are computed the schoolbook way.
inline constexpr uint32_t kDivideFrom = TAIPAN_NUMBERS_LOW != 0 ? TAIPAN_NUMBERS_LOW : 48;
/// Numbers of fewer limbs are written and read the schoolbook way.
inline constexpr uint32_t kTextFrom = TAIPAN_NUMBERS_LOW != 0 ? TAIPAN_NUMBERS_LOW : 30;

constexpr bool isPowerOfTwo(unsigned base) {
    return (base & (base - 1)) == 0; // std::has_single_bit() is a function of the C++ library
}
/// Digits of a base that a limb holds, whatever they are.
constexpr unsigned digitsPerLimb(unsigned base) {
    const Limb limit = static_cast<Limb>(~Limb{0}) / base;
    unsigned digits = 1;
    for (Limb power = static_cast<Limb>(base); power <= limit; ++digits) {
        power = static_cast<Limb>(power * base);
    }
    return digits;
}

/// out[2 * n] = a * b, n >= 8; a square when they are the same. Scratch: multiplyScratch(n, n). For
/// multiply(), which calls it from kToomFrom on.
void multiplyToom(Limb* out, const Limb* a, const Limb* b, uint32_t n, Limb* scratch, Poll poll);

/// Scratch for divideLongNormalized(), by the sizes of quotient and divisor: a product and its
/// scratch.
constexpr size_t divideLongNormalizedScratch(uint32_t qn, uint32_t bn) {
    return qn < kDivideFrom || bn < kDivideFrom ? 0 : size_t{4} * bn + 16 * 20 + 2;
}
/// Scratch for divideLong(): dividend and divisor as well, shifted.
constexpr size_t divideLongScratch(uint32_t an, uint32_t bn) {
    const uint32_t qn = an < bn ? 0 : an - bn + 1;
    return divideScratch(an, bn) + divideLongNormalizedScratch(qn, bn);
}
/// As divide(). `poll` may be null.
void divideLong(Limb* quotient, Limb* remainder, const Limb* a, uint32_t an, const Limb* b,
                uint32_t bn, Limb* scratch, Poll poll);
/// quotient[an - bn] = a / b, and a[bn] becomes the remainder, with zeros above, as
/// divideNormalized() has it.
void divideLongNormalized(Limb* quotient, Limb* a, uint32_t an, const Limb* b, uint32_t bn,
                          Limb* scratch, Poll poll);

/// Scratch for toLongText(): powers of the base, together as long as the number, and for each half
/// on the way down its quotient, and what one division takes: 7/2 of the length at most.
constexpr size_t toLongTextScratch(uint32_t n, unsigned base) {
    return n < kTextFrom || isPowerOfTwo(base) ? 0 : size_t{5} * n + 512;
}
/// As toText(). `poll` may be null.
char* toLongText(char* end, Limb* a, uint32_t n, unsigned base, char letter, Limb* scratch,
                 Poll poll);

/// Whether so many digits surely need no scratch: they are few in the highest base, or bits.
constexpr bool isFewDigits(size_t length, unsigned base) {
    constexpr size_t kMost = size_t{kTextFrom - 1} * digitsPerLimb(36);
    return length < kMost || isPowerOfTwo(base);
}
/// Scratch for fromLongText(): the digits in n limbs, as many as fit; powers of the base, a product
/// and its scratch, together 5 * n at most.
constexpr size_t fromLongTextScratch(size_t length, unsigned base) {
    const size_t n = isFewDigits(length, base) ? 0 : length / digitsPerLimb(base) + 1;
    return n < kTextFrom ? 0 : size_t{6} * n + 512;
}
/// As fromText(). `poll` may be null.
uint32_t fromLongText(Limb* out, const char* text, const char* end, unsigned base, Limb* scratch,
                      Poll poll);

#else

constexpr size_t divideLongScratch(uint32_t an, uint32_t bn) {
    return divideScratch(an, bn);
}
inline void divideLong(Limb* quotient, Limb* remainder, const Limb* a, uint32_t an, const Limb* b,
                       uint32_t bn, Limb* scratch, Poll) {
    divide(quotient, remainder, a, an, b, bn, scratch);
}
constexpr size_t toLongTextScratch(uint32_t, unsigned) {
    return 0;
}
inline char* toLongText(char* end, Limb* a, uint32_t n, unsigned base, char letter, Limb*, Poll) {
    return toText(end, a, n, base, letter);
}
constexpr size_t fromLongTextScratch(size_t, unsigned) {
    return 0;
}
inline uint32_t fromLongText(Limb* out, const char* text, const char* end, unsigned base, Limb*,
                             Poll) {
    return fromText(out, text, end, base);
}

#endif

} // namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural
