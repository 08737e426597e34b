// One object word. Small integers and names live in the word; everything else is a pointer to an
// object in the heap or in read-only memory.
//
//   ...xxx1   small integer, one bit less than the word
//   ...x010   name (an interned string's number), from bit 3 on
//   ...x110   singleton, from bit 3 on
//   ...xx00   pointer to an Object; all zero: no value; 4: the sentinel
//
// This is representation A of stock firmware, which native code in .mpy files assumes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan::runtime {

/// Number of an interned string, at most 65,535. 0 is no name.
enum class Name : uintptr_t { none = 0 };

enum class Singleton : uint8_t { None, False, True, Ellipsis, NotImplemented };

/// What every object in memory starts with.
struct Object {
    const struct Type* type;
};

/// An object: what variables hold. Trivially copyable, one word.
struct Value {
    union {
        uintptr_t bits;
        const Object* pointer; // so that tables of objects are constants
    };

    constexpr Value() : bits(0) {}
    constexpr explicit Value(uintptr_t word) : bits(word) {}
    constexpr explicit Value(const Object* object) : pointer(object) {}

    constexpr bool operator==(const Value& other) const { return bits == other.bits; }
    /// False for "no value", which is not None.
    constexpr explicit operator bool() const { return bits != 0; }

    constexpr bool isSmallInt() const { return (bits & 1) != 0; }
    constexpr bool isName() const { return (bits & 7) == 2; }
    constexpr bool isSingleton() const { return (bits & 7) == 6; }
    /// A pointer (never true for "no value").
    constexpr bool isObject() const { return (bits & 3) == 0 && bits > 4; }

    constexpr intptr_t smallInt() const { return static_cast<intptr_t>(bits) >> 1; }
    constexpr Name name() const { return static_cast<Name>(bits >> 3); }
    Object* object() const { return reinterpret_cast<Object*>(bits); }
    template <typename T>
    T* as() const {
        return reinterpret_cast<T*>(bits);
    }
};
static_assert(sizeof(Value) == sizeof(void*));

inline constexpr intptr_t kSmallIntMax = INTPTR_MAX >> 1;
inline constexpr intptr_t kSmallIntMin = -kSmallIntMax - 1;

constexpr bool fitsSmallInt(intptr_t number) {
    return number >= kSmallIntMin && number <= kSmallIntMax;
}
constexpr Value smallInt(intptr_t number) {
    return Value(static_cast<uintptr_t>(number) << 1 | 1);
}
constexpr Value nameValue(Name name) {
    return Value(static_cast<uintptr_t>(name) << 3 | 2);
}
constexpr Value singleton(Singleton which) {
    return Value(uintptr_t{static_cast<uint8_t>(which)} << 3 | 6);
}
constexpr Value pointerTo(const Object* object) {
    return Value(object);
}

inline constexpr Value kNoValue{};
/// "Load it" in subscr slots, and other marks that no program sees.
inline constexpr Value kSentinel{uintptr_t{4}};
inline constexpr Value kNone = singleton(Singleton::None);
inline constexpr Value kFalse = singleton(Singleton::False);
inline constexpr Value kTrue = singleton(Singleton::True);
inline constexpr Value kEllipsis = singleton(Singleton::Ellipsis);
inline constexpr Value kNotImplemented = singleton(Singleton::NotImplemented);

constexpr Value truth(bool condition) {
    static_assert(kTrue.bits == kFalse.bits + 8);
    return Value(kFalse.bits + (uintptr_t{condition} << 3)); // smaller than a choice
}

} // namespace taipan::runtime
