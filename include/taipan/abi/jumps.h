// The offset field of jumps. A distance counts from behind the field (before the extra byte of
// UNWIND_JUMP). Short: one byte below 0x80. Long: two, the low seven bits with bit 7 set, then the
// high eight. Jumps that may lead back (Operand::Jump, Operand::Unwind) add a bias, so that the
// field is never negative; Operand::Forward has none. Freestanding; the only place that knows this.
//
//   fits(reach(isSigned, width), distance)    whether a field of `width` bytes can hold it
//   writeDistance(to, distance, isSigned, width)
//   takeDistance<Word>(at, isSigned)          trusted bytes
//   readDistance<Word>(next, isSigned)        of a source with its own failures
//
// This is JumpForm::OneOrTwoBytes. Distances are two's complement in a word of any width: adding
// them to an offset is right.
#pragma once

#include <cstddef>
#include <cstdint>

#include "taipan/abi/opcodes.h"

namespace taipan::abi {

inline constexpr uint8_t kShortField = 1; // bytes
inline constexpr uint8_t kLongField = 2;

/// How the field of one width is read.
struct JumpField {
    int32_t values; // 0 … values - 1
    int32_t bias;   // of the signed form
};
inline constexpr JumpField kShortJump{0x80, 0x40};
inline constexpr JumpField kLongJump{0x8000, 0x4000};
inline constexpr uint8_t kLongJumpMark = 0x80; // bit 7 of the first byte
inline constexpr unsigned kLowJumpBits = 7;    // of a long field, in its first byte
inline constexpr uint8_t kLowJumpMask = 0x7f;

/// The distances that a field can hold, both ends included.
struct JumpReach {
    int32_t least, most;
};
constexpr JumpReach reach(bool isSigned, unsigned width) {
    const JumpField& field = width == kShortField ? kShortJump : kLongJump;
    const int32_t bias = isSigned ? field.bias : 0;
    return {-bias, field.values - 1 - bias};
}
constexpr bool fits(JumpReach reach, int64_t distance) {
    const auto above =
        static_cast<uint64_t>(distance) - static_cast<uint64_t>(int64_t{reach.least});
    return above <= static_cast<uint64_t>(int64_t{reach.most} - reach.least);
}

/// Writes the field at `to` (room for `width` bytes) and returns the end. A distance out of reach
/// is cut off.
constexpr uint8_t* writeDistance(uint8_t* to, int32_t distance, bool isSigned, unsigned width) {
    if (width == kShortField) {
        *to++ = static_cast<uint8_t>(distance + (isSigned ? kShortJump.bias : 0));
        return to;
    }
    const int32_t field = distance + (isSigned ? kLongJump.bias : 0);
    *to++ = static_cast<uint8_t>(kLongJumpMark | (field & kLowJumpMask));
    *to++ = static_cast<uint8_t>(field >> kLowJumpBits);
    return to;
}

/// The distance whose bytes `next()` gives.
template <typename Word, typename Next>
[[gnu::always_inline]] constexpr Word readDistance(Next&& next, bool isSigned) {
    const uint8_t first = next();
    const bool isLong = (first & kLongJumpMark) != 0;
    Word distance = first & kLowJumpMask;
    if (isLong) distance |= static_cast<Word>(next()) << kLowJumpBits;
    if (isSigned) distance -= static_cast<Word>(isLong ? kLongJump.bias : kShortJump.bias);
    return distance;
}

/// The distance at `at`, which is moved behind it. Most are short.
template <typename Word = size_t>
[[gnu::always_inline]] constexpr Word takeDistance(const uint8_t*& at, bool isSigned) {
    Word distance = *at++;
    if (__builtin_expect((distance & kLongJumpMark) == 0, 1))
        return distance - (isSigned ? kShortJump.bias : 0);
    distance = (distance & kLowJumpMask) | Word{*at++} << kLowJumpBits;
    return distance - (isSigned ? kLongJump.bias : 0);
}

} // namespace taipan::abi
