// Integers.
#pragma once

#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

inline bool isInt(Value value) {
    return value.isSmallInt() || (TAIPAN_BIGINT && is(value, intType));
}
/// An integer, small if it fits. OverflowError where there are no big ones.
Value newInt(intptr_t number);
Value newIntUnsigned(uintptr_t number);
Value newInt64(int64_t number);
Value newIntUnsigned64(uint64_t number);
/// An integer as a word. OverflowError when it does not fit.
intptr_t wordOf(Value number);
/// int(text, base); base 0: by its prefix. ValueError.
Value parseInt(Text text, int base);
/// Writes an integer in a base of 2 to 36, with a prefix ("0x", "", …), capital digits and a
/// character between groups of digits (0: none).
void printInt(const Printer& printer, Value number, int base, const char* prefix = "",
              bool capitals = false, char group = 0);
/// Fills `to` with the integer's two's complement; what does not fit is cut off.
void intToBytes(Value number, bool bigEndian, size_t size, uint8_t* to);
Value intFromBytes(bool isSigned, bool bigEndian, size_t size, const uint8_t* from);
/// Operators on two integers of any size; no value for what it does not know. Where there are no
/// big ones, not for what binaryOp() does at once.
Value intBinary(BinaryOp op, Value left, Value right);
/// pow() with a modulus. TypeError unless all three are integers, ValueError for a modulus of 0.
Value powerModulo(Value base, Value exponent, Value modulus);
/// Whether a comparison holds for operands of which the left one is less (-1), equal (0) or more
/// (1). For 2, which stands for no order, none but != does.
constexpr bool orderMatches(BinaryOp op, int order) {
    constexpr unsigned kLess = 1, kEqual = 2, kMore = 4, kNone = 8;
    // In the order of the operators: < > == <= >= !=
    constexpr uint8_t kMatching[] = {kLess,          kMore,          kEqual,
                                     kLess | kEqual, kMore | kEqual, kLess | kMore | kNone};
    return (kMatching[static_cast<size_t>(op)] >> (order + 1) & 1) != 0;
}
/// ZeroDivisionError: divide by zero.
[[noreturn]] void raiseZeroDivision();

#if TAIPAN_BIGINT
/// An integer that is not small: `size` limbs follow, the lowest first, the highest one not zero.
struct BigInt : Object {
    uint32_t size : 31;
    uint32_t negative : 1;
};
/// sys.maxsize as a constant.
struct WordInt : BigInt {
    uintptr_t limb;
};
extern const WordInt maxWord;
#endif

} // namespace taipan::runtime
