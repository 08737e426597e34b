// An object: what variables hold. Small integers and names lie in the value itself, in some builds
// floats too; everything else is a pointer to an object in the heap or in read-only memory.
//
// TAIPAN_VALUES (features.h) picks the layout.
//
// Words, as of representation A of stock firmware, which native code in .mpy files assumes:
//   ...xxx1   small integer, one bit less than the word
//   ...x010   name (an interned string's number), from bit 3 on
//   ...x110   singleton, from bit 3 on
//   ...xx00   pointer to an Object; all zero: no value; 4: the sentinel
//
// Stuffed, of 32 bits: small integers and pointers as above, and
//   xxxx xxxx x... xx10   float: an IEEE single with its exponent inverted and the last two bits
//                         given up
//   0000 0000 0... 0110   name, from bit 4 on: one of those that would be NaN
//   0000 0000 0... 1110   singleton, from bit 4 on, likewise
//
// NaN-boxed, of 64 bits:
//   0000 pppp pppp pppp   pointer, name or singleton as of words
//   0001 0000 0000 0000   floats: IEEE doubles, and this added so that their first 16 bits are not
//   to fff1 0000 ...      zero; there is one NaN
//   fff8 0000 0000 0000   and above: small integer, of 51 bits; of 32 where pointers have as many
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/value/features.h"

namespace taipan::runtime {

// Inline functions that small builds have once, and call.
#ifndef TAIPAN_SHARED
#if TAIPAN_OPTIMIZE_SIZE
#define TAIPAN_SHARED [[gnu::noinline]]
#else
#define TAIPAN_SHARED
#endif
#endif
// Inline functions that builds for speed on hosts have wherever they are used.
#if !TAIPAN_OPTIMIZE_SIZE && __SIZEOF_POINTER__ >= 8
#define TAIPAN_EVERYWHERE [[gnu::always_inline]]
#else
#define TAIPAN_EVERYWHERE
#endif
/// Of a function that the interpreter's loop calls: were it inlined, its locals would lie in every
/// frame of that on the machine's stack, where the collector does not look.
#define TAIPAN_OWN_FRAME [[gnu::noinline]]

/// Number of an interned string, at most 65,535. 0 is no name.
enum class Name : uintptr_t { none = 0 };

enum class Singleton : uint8_t { None, False, True, Ellipsis, NotImplemented };

/// What every object in memory starts with.
struct Object {
    const struct Type* type;
};

/// What differs between the layouts: the bits of a value, and what they say.
namespace layout {
#if TAIPAN_VALUES == TAIPAN_VALUES_NAN_BOXED
using Word = uint64_t;
constexpr unsigned kNumberShift = 3, kNameTag = 2, kSingletonTag = 6;
constexpr unsigned kSmallIntBits = sizeof(void*) == 8 ? 51 : 32;
constexpr Word kSmallIntTag = Word{0xfff8} << 48;
constexpr Word kFloatOffset = Word{1} << 48;
constexpr Word kPointerMask = Word{0xffff} << 48;

constexpr bool isSmallInt(Word bits) {
    return bits >= kSmallIntTag;
}
constexpr bool bothSmallInts(Word left, Word right) {
    return isSmallInt(left & right);
}
constexpr Word ofSmallInt(intptr_t number) {
    constexpr Word kField = (Word{1} << kSmallIntBits) - 1;
    return kSmallIntTag | (static_cast<uintptr_t>(number) & kField);
}
constexpr intptr_t smallInt(Word bits) {
    constexpr unsigned kUnused = sizeof(intptr_t) * 8 - kSmallIntBits;
    return static_cast<intptr_t>(static_cast<uintptr_t>(bits) << kUnused) >> kUnused;
}
constexpr intptr_t order(Word bits) {
    return smallInt(bits);
}
constexpr bool isFloat(Word bits) {
    return bits - kFloatOffset < kSmallIntTag - kFloatOffset;
}
constexpr Word tag(Word bits) {
    return bits & (kPointerMask | 7);
}
constexpr bool isPointer(Word bits) {
    return (bits & (kPointerMask | 3)) == 0;
}
#else
using Word = uintptr_t;
constexpr unsigned kSmallIntBits = sizeof(Word) * 8 - 1;

constexpr bool isSmallInt(Word bits) {
    return (bits & 1) != 0;
}
constexpr bool bothSmallInts(Word left, Word right) {
    return isSmallInt(left & right);
}
constexpr Word ofSmallInt(intptr_t number) {
    return (static_cast<Word>(number) << 1) + 1; // smaller than with |
}
constexpr intptr_t smallInt(Word bits) {
    return static_cast<intptr_t>(bits) >> 1;
}
constexpr intptr_t order(Word bits) {
    return static_cast<intptr_t>(bits);
}
constexpr bool isPointer(Word bits) {
    return (bits & 3) == 0;
}
#if TAIPAN_VALUES == TAIPAN_VALUES_STUFFED
constexpr unsigned kNumberShift = 4, kNameTag = 6, kSingletonTag = 14;
constexpr Word kExponent = 0x7f800000;

constexpr bool isFloat(Word bits) {
    return (bits & 3) == 2 && (bits & 0xff800004) != 4;
}
constexpr Word tag(Word bits) {
    return bits & 0xff80000f;
}
#else
constexpr unsigned kNumberShift = 3, kNameTag = 2, kSingletonTag = 6;

constexpr bool isFloat(Word) {
    return false;
}
constexpr Word tag(Word bits) {
    return bits & 7;
}
#endif
#endif

#if TAIPAN_WIDE_VALUES
/// A pointer as half of a value, the rest of which is zero.
struct Pointer {
    const Object* object;
    uintptr_t zero = 0;
    constexpr operator const Object*() const { return object; }
};
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
#else
using Pointer = const Object*;
#endif
} // namespace layout

/// An object: what variables hold. Trivially copyable.
struct Value {
    using Word = layout::Word;
    union {
        Word bits;
        layout::Pointer pointer; // so that tables of objects are constants
    };

    constexpr Value() : bits(0) {}
    constexpr explicit Value(Word word) : bits(word) {}
    constexpr explicit Value(const Object* object) : pointer{object} {}

    constexpr bool operator==(const Value& other) const { return bits == other.bits; }
    /// False for "no value", which is not None.
    constexpr explicit operator bool() const { return bits != 0; }

    constexpr bool isSmallInt() const { return layout::isSmallInt(bits); }
    constexpr bool isName() const { return layout::tag(bits) == layout::kNameTag; }
    constexpr bool isSingleton() const { return layout::tag(bits) == layout::kSingletonTag; }
    /// A float that lies in the value; never so where floats are objects.
    constexpr bool isFloatWord() const { return layout::isFloat(bits); }
    /// A pointer (never true for "no value").
    [[gnu::always_inline]] constexpr bool isObject() const { return layout::isPointer(bits) && bits > 4; }

    constexpr intptr_t smallInt() const { return layout::smallInt(bits); }
    /// A number that is in the order of the small integers.
    constexpr intptr_t order() const { return layout::order(bits); }
    constexpr Name name() const { return static_cast<Name>(bits >> layout::kNumberShift); }
    constexpr Singleton singleton() const {
        return static_cast<Singleton>(bits >> layout::kNumberShift);
    }
    /// Where the object is; what a value holds instead of a pointer is cut off to that size.
    constexpr uintptr_t address() const { return static_cast<uintptr_t>(bits); }
    Object* object() const { return reinterpret_cast<Object*>(address()); }
    template <typename T>
    T* as() const {
        return reinterpret_cast<T*>(address());
    }
};

inline constexpr unsigned kSmallIntBits = layout::kSmallIntBits;
inline constexpr intptr_t kSmallIntMax = INTPTR_MAX >> (sizeof(intptr_t) * 8 - kSmallIntBits);
inline constexpr intptr_t kSmallIntMin = -kSmallIntMax - 1;

constexpr bool fitsSmallInt(intptr_t number) {
    return number >= kSmallIntMin && number <= kSmallIntMax;
}
constexpr Value smallInt(intptr_t number) {
    return Value(layout::ofSmallInt(number));
}
constexpr Value nameValue(Name name) {
    return Value((Value::Word{static_cast<uintptr_t>(name)} << layout::kNumberShift) +
                 layout::kNameTag);
}
constexpr Value singleton(Singleton which) {
    return Value(Value::Word{static_cast<uint8_t>(which)} << layout::kNumberShift |
                 layout::kSingletonTag);
}
constexpr Value pointerTo(const Object* object) {
    return Value(object);
}

/// A value that is known: as a number, and not in memory, when it is passed on.
struct ConstantValue {
    Value::Word bits;
    constexpr operator Value() const { return Value(bits); }
};

inline constexpr ConstantValue kNoValue{0};
/// "Load it" in subscr slots, and other marks that no program sees.
inline constexpr ConstantValue kSentinel{4};
inline constexpr ConstantValue kNone{singleton(Singleton::None).bits};
inline constexpr ConstantValue kFalse{singleton(Singleton::False).bits};
inline constexpr ConstantValue kTrue{singleton(Singleton::True).bits};
inline constexpr ConstantValue kEllipsis{singleton(Singleton::Ellipsis).bits};
inline constexpr ConstantValue kNotImplemented{singleton(Singleton::NotImplemented).bits};

constexpr Value truth(bool condition) {
    static_assert(kTrue.bits == kFalse.bits + (1u << layout::kNumberShift));
    // Smaller than a choice.
    return Value(kFalse.bits + (Value::Word{condition} << layout::kNumberShift));
}

// --- operators of small integers -----------------------------------------------------------------

constexpr bool areSmallInts(Value left, Value right) {
    return layout::bothSmallInts(left.bits, right.bits);
}

// These leave `result` alone and return false when it would not be small.
#if TAIPAN_VALUES == TAIPAN_VALUES_NAN_BOXED
inline bool setSmallInt(bool overflowed, intptr_t number, Value& result) {
    if (overflowed || !fitsSmallInt(number)) return false;
    result = smallInt(number);
    return true;
}
inline bool addSmallInts(Value left, Value right, Value& result) {
    intptr_t sum = 0;
    const bool overflowed = __builtin_add_overflow(left.smallInt(), right.smallInt(), &sum);
    return setSmallInt(overflowed, sum, result);
}
inline bool subtractSmallInts(Value left, Value right, Value& result) {
    intptr_t sum = 0;
    const bool overflowed = __builtin_sub_overflow(left.smallInt(), right.smallInt(), &sum);
    return setSmallInt(overflowed, sum, result);
}
inline bool multiplySmallInts(Value left, Value right, Value& result) {
    intptr_t product = 0;
    const bool overflowed = __builtin_mul_overflow(left.smallInt(), right.smallInt(), &product);
    return setSmallInt(overflowed, product, result);
}
#else
// One operand without its tag: what comes out has the other one's.
inline bool setWord(bool overflowed, intptr_t word, Value& result) {
    if (overflowed) return false;
    result = Value(static_cast<uintptr_t>(word));
    return true;
}
inline bool addSmallInts(Value left, Value right, Value& result) {
    intptr_t sum = 0;
    const bool overflowed = __builtin_add_overflow(static_cast<intptr_t>(left.bits),
                                                   static_cast<intptr_t>(right.bits - 1), &sum);
    return setWord(overflowed, sum, result);
}
inline bool subtractSmallInts(Value left, Value right, Value& result) {
    intptr_t sum = 0;
    const bool overflowed = __builtin_sub_overflow(static_cast<intptr_t>(left.bits),
                                                   static_cast<intptr_t>(right.bits - 1), &sum);
    return setWord(overflowed, sum, result);
}
inline bool multiplySmallInts(Value left, Value right, Value& result) {
    intptr_t product = 0;
    const bool overflowed =
        __builtin_mul_overflow(static_cast<intptr_t>(left.bits - 1), right.smallInt(), &product);
    return setWord(overflowed, product | 1, result);
}
#endif

} // namespace taipan::runtime
