// Floats.
#pragma once

#include "runtime/memory/state.h"
#include "runtime/value/features.h"
#include "runtime/value/type.h"
#if TAIPAN_FLOAT
#include "runtime/numbers/float_type.h"
#endif

namespace taipan::runtime {

#if TAIPAN_FLOAT
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
/// newFloat() where there are many: the loop's operators.
inline Value newFloatQuickly(Float value) {
    static_assert(sizeof(FloatObject) <= kUnit);
    auto* const object = static_cast<FloatObject*>(state.heap.takeNoScan(1));
    if (__builtin_expect(object == nullptr, 0)) return newFloatSlowly(value);
    object->type = &floatType;
    object->value = value;
    return pointerTo(object);
}
inline Value newFloat(Float value) {
    return TAIPAN_OPTIMIZE_SIZE ? newFloatSlowly(value) : newFloatQuickly(value);
}
#endif
#if TAIPAN_VALUES != TAIPAN_VALUES_WORDS
constexpr Value newFloatQuickly(Float value) {
    return newFloat(value);
}
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
#endif

} // namespace taipan::runtime
