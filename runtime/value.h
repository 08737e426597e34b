// One object word. Small integers and names live in the word; everything else is a pointer to an
// object in the heap or in read-only memory.
//
//   ...xxx1   small integer, one bit less than the word
//   ...x010   name (an interned string's number), from bit 3 on
//   ...x110   singleton, from bit 3 on
//   ...xx00   pointer to an Object; all zero: no value
//
// This is representation A of stock firmware, which native code in .mpy files assumes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan::runtime {

/// Number of an interned string. 0 is no name.
enum class Name : uint16_t { none = 0 };

enum class Singleton : uint8_t { None, False, True, Ellipsis, NotImplemented };

/// What every object in memory starts with.
struct Object {
    const struct Type* type;
};

struct Value {
    uintptr_t bits = 0;

    constexpr bool operator==(const Value&) const = default;
    /// False for "no value", which is not None.
    constexpr explicit operator bool() const { return bits != 0; }

    constexpr bool isSmallInt() const { return (bits & 1) != 0; }
    constexpr bool isName() const { return (bits & 7) == 2; }
    constexpr bool isSingleton() const { return (bits & 7) == 6; }
    constexpr bool isObject() const { return (bits & 3) == 0 && bits != 0; }

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
    return {static_cast<uintptr_t>(number) << 1 | 1};
}
constexpr Value nameValue(Name name) {
    return {uintptr_t{static_cast<uint16_t>(name)} << 3 | 2};
}
constexpr Value singleton(Singleton which) {
    return {uintptr_t{static_cast<uint8_t>(which)} << 3 | 6};
}
inline Value pointerTo(const Object* object) {
    return {reinterpret_cast<uintptr_t>(object)};
}

inline constexpr Value kNone = singleton(Singleton::None);
inline constexpr Value kFalse = singleton(Singleton::False);
inline constexpr Value kTrue = singleton(Singleton::True);
inline constexpr Value kEllipsis = singleton(Singleton::Ellipsis);
inline constexpr Value kNotImplemented = singleton(Singleton::NotImplemented);

constexpr Value truth(bool condition) {
    return condition ? kTrue : kFalse;
}

} // namespace taipan::runtime
