// Strings and bytes. A string is a Name (when it is interned, as all identifiers are) or a Str;
// equal strings may be either, so compare with equal() or by text.
#pragma once

#include "runtime/value/features.h"
#include "runtime/value/names.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// str and bytes: immutable, the text in the object itself, NUL behind it.
struct Str : Object {
    uint32_t size; // bytes
    mutable uint16_t hash;
    mutable uint8_t flags; // kHashed, …
    __extension__ char data[];

    static constexpr uint8_t kHashed = 1;     // `hash` is valid
    static constexpr uint8_t kWidthKnown = 2; // kAscii is valid
    static constexpr uint8_t kAscii = 4;      // one byte a character
};

extern const TypeOf<8> bytesType asm("taipan_type_bytes");

TAIPAN_SHARED inline bool isStr(Value value) {
    return value.isName() || is(value, strType);
}
TAIPAN_SHARED inline bool isBytes(Value value) {
    return is(value, bytesType);
}
/// The text of a str or bytes object. For others: TypeError.
Text textOf(Value value);
/// The text of a str or bytes object; false for others.
bool textOf(Value value, Text& text);
/// The text of a str object; TypeError for others.
Text strText(Value value);
/// The hash of a Str's or bytes object's text, computed once.
uint16_t hashOf(const Str& str);
/// Whether two str objects (or two bytes objects) have the same text.
bool equalText(Value left, Value right);
/// TypeError: the value is not the kind of string that is wanted.
[[noreturn]] void raiseNotText(Value value);

} // namespace taipan::runtime
