// Arithmetic on natural numbers: arrays of limbs, the lowest first.
//
// Nothing here allocates: the caller gives the memory for results and for scratch, as large as the
// functions of kind `...Size` and `...Scratch` say, in limbs. A number is *trimmed* when its
// highest limb is not zero; zero has no limbs then. Unless a function says otherwise, what it
// writes must not overlap what it reads, except that the output may be exactly an input.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "taipan/numbers/config.h"

namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED {

/// How many limbs hold `bits` bits.
constexpr uint32_t limbsForBits(size_t bits) {
    return static_cast<uint32_t>((bits + kLimbBits - 1) / kLimbBits);
}

namespace natural {

// --- sizes ---------------------------------------------------------------------------------------

/// Operands of fewer limbs are multiplied the schoolbook way.
inline constexpr uint32_t kKaratsubaFrom = TAIPAN_NUMBERS_LOW != 0 ? TAIPAN_NUMBERS_LOW : 32;
#if TAIPAN_NUMBERS_KIND >= 2
/// Those of as many and more, in three parts (long.h).
inline constexpr uint32_t kToomFrom = TAIPAN_NUMBERS_LOW != 0 ? TAIPAN_NUMBERS_LOW + 4 : 180;
#endif

/// Scratch for multiply(): none where the build is for size, which has no Karatsuba.
constexpr size_t multiplyScratch([[maybe_unused]] uint32_t an, [[maybe_unused]] uint32_t bn) {
#if TAIPAN_NUMBERS_KIND == 0
    return 0;
#else
    const size_t less = an < bn ? an : bn;
    // One half after the other, or one third, and some limbs for each.
#if TAIPAN_NUMBERS_KIND >= 2
    if (less >= kToomFrom) {
        return (an == bn ? 3 : 6) * less + 16 * 20 + 2;
    }
#endif
    return less < kKaratsubaFrom ? 0 : (an == bn ? 2 : 6) * less + 2 * 32 + 2;
#endif
}
/// Scratch for divide().
constexpr size_t divideScratch(uint32_t an, uint32_t bn) {
    return size_t{an} + 1 + bn;
}
/// Characters that toText() may write for `n` limbs.
constexpr size_t textSize(uint32_t n, unsigned base) {
    return size_t{n} * kLimbBits / (std::bit_width(base) - 1) + 1;
}
/// Limbs that fromText() may write for `length` characters.
constexpr uint32_t fromTextSize(size_t length, unsigned base) {
    return limbsForBits(length * std::bit_width(base - 1)) + 1;
}

// --- parts ---------------------------------------------------------------------------------------

/// Zero bits above the highest one; `limb` is not zero.
inline unsigned leadingZeros(Limb limb) {
    if constexpr (sizeof(Limb) == 8) {
        return static_cast<unsigned>(__builtin_clzll(limb));
    } else {
        return static_cast<unsigned>(__builtin_clz(limb)) - (32 - kLimbBits);
    }
}
/// The size without zero limbs at the top.
inline uint32_t trim(const Limb* a, uint32_t n) {
    while (n != 0 && a[n - 1] == 0) {
        --n;
    }
    return n;
}
inline void copy(Limb* out, const Limb* a, uint32_t n) {
    for (uint32_t i = 0; i < n; ++i) {
        out[i] = a[i];
    }
}
/// Bits of a trimmed number.
inline size_t bitLength(const Limb* a, uint32_t n) {
    return n == 0 ? 0 : size_t{n} * kLimbBits - leadingZeros(a[n - 1]);
}
/// Less than zero, zero or more, as a < b, a == b, a > b. Both are trimmed.
int compare(const Limb* a, uint32_t an, const Limb* b, uint32_t bn);

// --- arithmetic ----------------------------------------------------------------------------------

/// out[an] = a + b; the carry. an >= bn.
Limb add(Limb* out, const Limb* a, uint32_t an, const Limb* b, uint32_t bn);
/// out[an] = a - b; the borrow. an >= bn.
Limb subtract(Limb* out, const Limb* a, uint32_t an, const Limb* b, uint32_t bn);
/// out[n] = a * word + carry; the new carry.
Limb multiplyWord(Limb* out, const Limb* a, uint32_t n, Limb word, Limb carry);
/// Called now and then in a long computation, which it may end by jumping out of it.
using Poll = void (*)();
/// out[an + bn] = a * b. `out` overlaps nothing. Squares are faster: a == b, an == bn.
void multiply(Limb* out, const Limb* a, uint32_t an, const Limb* b, uint32_t bn, Limb* scratch,
              Poll poll = nullptr);

/// out = a * 2^count; the trimmed size, at most n + limbsForBits(count). `a` is trimmed and may be
/// `out`.
uint32_t shiftLeft(Limb* out, const Limb* a, uint32_t n, size_t count);
/// out = a / 2^count, rounded down; the trimmed size, at most n. `a` is trimmed and may be `out`.
uint32_t shiftRight(Limb* out, const Limb* a, uint32_t n, size_t count);

/// quotient[n] = a / divisor; the remainder. The divisor is not zero.
Limb divideWord(Limb* quotient, const Limb* a, uint32_t n, Limb divisor);
/// quotient[an - bn] = a / b, and a[bn] becomes the remainder, with zeros above. The highest bit of
/// b is set, an > bn >= 1, and the highest bn limbs of a are less than b.
void divideNormalized(Limb* quotient, Limb* a, uint32_t an, const Limb* b, uint32_t bn);
/// quotient[an - bn + 1] = a / b, remainder[bn] = a % b. Both are trimmed, an >= bn >= 1.
/// Outputs may be inputs.
void divide(Limb* quotient, Limb* remainder, const Limb* a, uint32_t an, const Limb* b, uint32_t bn,
            Limb* scratch);
/// divide() by way of `normalized`, which divides as divideNormalized() does and may use the
/// scratch that is left: normalized(quotient, a, an, b, bn, scratch).
template <typename Normalized>
void divideShifted(Limb* quotient, Limb* remainder, const Limb* a, uint32_t an, const Limb* b,
                   uint32_t bn, Limb* scratch, Normalized normalized) {
    if (bn == 1) {
        remainder[0] = divideWord(quotient, a, an, b[0]);
        return;
    }
    const unsigned shift = leadingZeros(b[bn - 1]);
    Limb* const divisor = scratch + an + 1;
    scratch[an] = 0;
    shiftLeft(scratch, a, an, shift);
    shiftLeft(divisor, b, bn, shift);
    normalized(quotient, scratch, an + 1, divisor, bn, divisor + bn);
    shiftRight(remainder, scratch, bn, shift);
}
/// (high, low) / divisor, where high < divisor, in one limb; the remainder is stored.
Limb divideTwo(Limb high, Limb low, Limb divisor, Limb& remainder);

// --- conversions ---------------------------------------------------------------------------------

/// Writes the digits (0-9, then letters from `letter` on: 'a' or 'A') so that they end at `end`;
/// the first one. Nothing for zero. `a` is destroyed. 2 <= base <= 36.
char* toText(char* end, Limb* a, uint32_t n, unsigned base, char letter = 'a');
/// The number that the digits between `text` and `end` write; the trimmed size. They are valid
/// digits of the base; underscores and points between them are skipped.
uint32_t fromText(Limb* out, const char* text, const char* end, unsigned base);

/// The limbs of one word; the trimmed size.
uint32_t fromWord(Limb* out, uint64_t word);

} // namespace natural
} // namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED
