// Interned strings, qstrs in MicroPython's words: every name has one number, and equal names are
// equal numbers. Here are those that are known when the runtime is built.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/value/features.h"
#include "runtime/value/value.h"

namespace taipan::runtime {

/// A text with its length in bytes; not terminated.
struct Text {
    const char* data = nullptr;
    size_t size = 0;

    constexpr bool operator==(const Text& other) const {
        if (size != other.size) return false;
        for (size_t i = 0; i < size; ++i)
            if (data[i] != other.data[i]) return false;
        return true;
    }
};

/// The hash that dictionaries use for texts, names and bytes: FNV-1a, folded to 16 bits. Small
/// targets store it with every name.
constexpr uint16_t hashOf(Text text) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text.size; ++i)
        hash = (hash ^ static_cast<uint8_t>(text.data[i])) * 16777619u;
    return static_cast<uint16_t>(hash ^ hash >> 16);
}

namespace detail {
// Defined nowhere: where a constant expression gets to them, the compiler shows their names.
void addTheTextToNamesDef();
void aRowOfNamesDefIsThereTwice();
void tooManyNamesOfOneLength();

// Number 0 is no name; then the static strings by their numbers, then names.def.
inline constexpr Text kBuiltInTexts[] = {
    {"", 0},
#define TAIPAN_STATIC_STRING(number, text) {text, sizeof(text) - 1},
#include "taipan/abi/static_strings.def"
#undef TAIPAN_STATIC_STRING
#define TAIPAN_NAME(text) {text, sizeof(text) - 1},
#include "runtime/value/names.def"
#undef TAIPAN_NAME
};
inline constexpr size_t kBuiltInCount = sizeof(kBuiltInTexts) / sizeof(kBuiltInTexts[0]);

enum : size_t {
#define TAIPAN_STATIC_STRING(number, text) kStaticString##number,
#include "taipan/abi/static_strings.def"
#undef TAIPAN_STATIC_STRING
    kStaticCount
};

/// The order of built-in names in tables that are searched: by length, then by characters.
constexpr bool isBefore(Text left, Text right) {
    if (left.size != right.size) return left.size < right.size;
    for (size_t i = 0; i < left.size; ++i)
        if (left.data[i] != right.data[i])
            return static_cast<uint8_t>(left.data[i]) < static_cast<uint8_t>(right.data[i]);
    return false;
}

/// The number of a text; 0 when it is not built in. Those of names.def are numbered in order.
consteval size_t builtInNumber(Text text) {
    for (size_t i = 1; i <= kStaticCount; ++i)
        if (kBuiltInTexts[i] == text) return i;
    size_t number = kStaticCount + 1;
    bool found = false;
    for (size_t i = kStaticCount + 1; i < kBuiltInCount; ++i) {
        if (kBuiltInTexts[i] == text)
            found = true;
        else
            number += isBefore(kBuiltInTexts[i], text);
    }
    return found ? number : 0;
}
} // namespace detail

/// The name of a text that is known when the runtime is built: `"append"_name`. Any other text does
/// not compile.
consteval Name operator""_name(const char* text, size_t size) {
    const size_t number = detail::builtInNumber({text, size});
    if (number == 0) detail::addTheTextToNamesDef();
    return static_cast<Name>(number);
}

} // namespace taipan::runtime
