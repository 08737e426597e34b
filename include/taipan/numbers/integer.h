// Arithmetic on integers of any size: sign and magnitude, with Python's results.
//
// As in natural.h, the caller gives the memory: results are written to `out`, as many limbs as the
// function of kind `...Size` says, and are views of it. Inputs are trimmed, and so are results;
// zero is not negative. Outputs overlap no input unless a function says that they may.
#pragma once

#include "taipan/numbers/long.h"

namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED {

/// A signed number in somebody's memory.
struct IntView {
    const Limb* limbs = nullptr;
    uint32_t size = 0;
    bool negative = false;
};

struct DivMod {
    IntView quotient;
    IntView remainder;
};

enum class BitOperation : uint8_t { And, Or, Xor };

namespace integer {

/// Limbs for a word.
inline constexpr uint32_t kWordSize = limbsForBits(sizeof(intptr_t) * 8);
/// A word as a number.
inline IntView fromWord(Limb* out, intptr_t word) {
    if constexpr (kWordSize > 1) {
        const auto bits = static_cast<uintptr_t>(word);
        return {out, natural::fromWord(out, word < 0 ? -bits : bits), word < 0};
    }
    const Limb bits = static_cast<Limb>(word);
    out[0] = word < 0 ? -bits : bits;
    return {out, word != 0, word < 0};
}
/// Stores the number as a word; false when it does not fit.
inline bool toWord(const IntView& a, intptr_t& word) {
    if (a.size > kWordSize) {
        return false;
    }
    uintptr_t limb = a.size == 0 ? 0 : a.limbs[0];
    if constexpr (kWordSize > 1) {
        for (uint32_t i = 1; i < a.size; ++i) {
            limb |= uintptr_t{a.limbs[i]} << (i * kLimbBits);
        }
    }
    word = static_cast<intptr_t>(a.negative ? -limb : limb);
    return word == 0 ? limb == 0 : (word < 0) == a.negative;
}

/// Less than zero, zero or more, as a < b, a == b, a > b.
int compare(const IntView& a, const IntView& b);

/// For add() and subtract().
constexpr uint32_t addSize(uint32_t an, uint32_t bn) {
    return (an > bn ? an : bn) + 1;
}
/// `out` may be the limbs of `a` or `b`.
IntView add(Limb* out, const IntView& a, const IntView& b);
/// `out` may be the limbs of `a` or `b`.
IntView subtract(Limb* out, const IntView& a, const IntView& b);

constexpr uint32_t multiplySize(uint32_t an, uint32_t bn) {
    return an + bn;
}
/// Scratch: natural::multiplyScratch().
IntView multiply(Limb* out, const IntView& a, const IntView& b, Limb* scratch,
                 natural::Poll poll = nullptr);

/// For the quotient; the remainder has as many limbs as the divisor.
constexpr uint32_t quotientSize(uint32_t an, uint32_t bn) {
    return an >= bn ? an - bn + 2 : 1;
}
/// Rounds down; the remainder has the divisor's sign. The divisor is not zero. Where long numbers
/// are not quick, nothing is polled, and the parameter takes no code. Scratch:
/// natural::divideLongScratch().
#if TAIPAN_NUMBERS_KIND >= 2
#define TAIPAN_NUMBERS_POLL_PARAMETER , natural::Poll poll
#else
#define TAIPAN_NUMBERS_POLL_PARAMETER
#endif
DivMod floorDivMod(Limb* quotient, Limb* remainder, const IntView& a, const IntView& b,
                   Limb* scratch TAIPAN_NUMBERS_POLL_PARAMETER);
#if TAIPAN_NUMBERS_KIND < 2
inline DivMod floorDivMod(Limb* quotient, Limb* remainder, const IntView& a, const IntView& b,
                          Limb* scratch, natural::Poll) {
    return floorDivMod(quotient, remainder, a, b, scratch);
}
#endif

constexpr size_t shiftLeftSize(uint32_t n, size_t count) {
    return n + count / kLimbBits + 1;
}
/// `out` may be the limbs of `a`.
IntView shiftLeft(Limb* out, const IntView& a, size_t count);
constexpr size_t shiftRightSize(uint32_t n, size_t count) {
    return count / kLimbBits < n ? n - count / kLimbBits + 1 : 1;
}
/// Rounds down. `out` may be the limbs of `a`.
IntView shiftRight(Limb* out, const IntView& a, size_t count);

/// For bitwise().
constexpr uint32_t bitwiseSize(uint32_t an, uint32_t bn) {
    return (an > bn ? an : bn) + 1;
}
/// Two's complement, the sign repeated without end. `out` may be the limbs of `a` or `b`.
IntView bitwise(Limb* out, BitOperation operation, const IntView& a, const IntView& b);

/// Limbs for fromBytes().
constexpr uint32_t fromBytesSize(size_t count) {
    return limbsForBits(count * 8);
}
/// The number that `count` bytes hold, in two's complement if `isSigned`.
IntView fromBytes(Limb* out, const uint8_t* bytes, size_t count, bool bigEndian, bool isSigned);
/// Writes `count` bytes, in two's complement; false when the number does not fit (of a number that
/// is not `isSigned`, the sign is left to the caller).
bool toBytes(uint8_t* bytes, size_t count, const IntView& a, bool bigEndian, bool isSigned);

} // namespace integer
} // namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED
