// Integers, floats, complex numbers, and conversions between them.
#pragma once

#include "runtime/memory/state.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"
#include "runtime/value/type.h"
#if TAIPAN_FLOAT
#include "runtime/numbers/float_type.h"
#endif

namespace taipan::runtime {

extern const TypeOf<4> boolType;

// --- integers ------------------------------------------------------------------------------------

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

// --- floats --------------------------------------------------------------------------------------

#if TAIPAN_FLOAT
extern const TypeOf<4> floatType;

#if TAIPAN_VALUES == TAIPAN_VALUES_NAN_BOXED
using FloatConstant = Value;
inline bool isFloat(Value value) {
    return value.isFloatWord();
}
inline Float floatOf(Value value) {
    return static_cast<Float>(__builtin_bit_cast(double, value.bits - layout::kFloatOffset));
}
constexpr Value newFloat(Float value) {
    constexpr uint64_t kNan = uint64_t{0x7ff8} << 48;
    const uint64_t bits = value != value ? kNan : __builtin_bit_cast(uint64_t, double{value});
    return Value(bits + layout::kFloatOffset);
}
constexpr FloatConstant floatConstant(double value) {
    return newFloat(static_cast<Float>(value));
}
#elif TAIPAN_VALUES == TAIPAN_VALUES_STUFFED
using FloatConstant = Value;
inline bool isFloat(Value value) {
    return value.isFloatWord();
}
inline Float floatOf(Value value) {
    return __builtin_bit_cast(Float, (value.bits ^ layout::kExponent) - 2);
}
constexpr Value newFloat(Float value) {
    constexpr uint32_t kNan = 0x7fc00000;
    const uint32_t bits = value != value ? kNan : __builtin_bit_cast(uint32_t, held(value));
    return Value((bits ^ layout::kExponent) + 2);
}
constexpr FloatConstant floatConstant(double value) {
    return newFloat(static_cast<Float>(value));
}
#else
struct FloatObject : Object {
    Float value;
};
using FloatConstant = FloatObject;
inline bool isFloat(Value value) {
    return is(value, floatType);
}
inline Float floatOf(Value value) {
    return value.as<FloatObject>()->value;
}
constexpr FloatConstant floatConstant(double value) {
    return {{&floatType}, static_cast<Float>(value)};
}
/// newFloat() when the heap has no unit at hand.
Value newFloatSlowly(Float value);
#if TAIPAN_OPTIMIZE_SIZE
inline Value newFloat(Float value) {
    return newFloatSlowly(value);
}
#else
inline Value newFloat(Float value) {
    static_assert(sizeof(FloatObject) <= kUnit);
    auto* const object = static_cast<FloatObject*>(state.heap.takeLeaf(1));
    if (__builtin_expect(object == nullptr, 0)) return newFloatSlowly(value);
    object->type = &floatType;
    object->value = value;
    return pointerTo(object);
}
#endif
#endif
/// A number, or an object with __float__, as a float. TypeError for others; integers out of range
/// are infinite.
Float toFloat(Value value);
/// The same; false when it is no number.
bool toFloatMaybe(Value value, Float& number);
/// The integer part. OverflowError for infinities, ValueError for NaN.
Value intFromFloat(Float value);
/// Operators on a float and any number; no value for other operands.
Value floatBinary(BinaryOp op, Float left, Value right);
/// hash() of a float, that of an integer of the same value.
intptr_t hashOf(Float value);

#if TAIPAN_HAS_COMPLEX
struct ComplexObject : Object {
    Float real, imaginary;
};
extern const TypeOf<5> complexType;
Value newComplex(Float real, Float imaginary);
/// A number, or an object with __complex__, as a complex number. TypeError for others.
void toComplex(Value value, Float& real, Float& imaginary);
/// The same; false when it is no number.
bool toComplexMaybe(Value value, Float& real, Float& imaginary);
/// Operators on a complex number and any number; no value for other operands.
Value complexBinary(BinaryOp op, Float real, Float imaginary, Value right);
#endif
#endif

/// A number from text as float(), complex() or a constant of an .mpy file have it. ValueError.
Value parseDecimal(Text text, bool allowImaginary, bool forceComplex);

} // namespace taipan::runtime
