// What the files about str, bytes and bytearray share.
#pragma once

#include "runtime/memory/state.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

/// The empty bytes object.
Str* emptyBytes();

/// Whether an object is a str with characters of more than one byte.
inline bool isWide([[maybe_unused]] Value value) {
#if TAIPAN_HAS_UNICODE
    return isStr(value) && !isAscii(value);
#else
    return false;
#endif
}

/// A str, bytes or bytearray object as its methods see it. The text of a bytearray is good until
/// code of the program runs.
struct Chars {
    Text text;
    const Type* type; // strType, bytesType or bytearrayType

    bool isStr() const { return type == &strType; }
};
/// Of the object that a method is called on. TypeError for others.
Chars charsOf(Value self);
/// The same; false for others.
bool charsOf(Value value, Chars& chars);
/// The text of an argument of a method, which has to be str for str, bytes or bytearray for the
/// others. TypeError.
Text textLike(const Chars& self, Value argument);
/// A text as an object of one of the three types.
Value newTextOf(const Type& type, Text text);
/// An object of one of the three types with a text of `size` bytes, which the caller fills in at
/// the address returned.
char* newText(const Type& type, size_t size, Value& result);
/// What a builder has as an object of one of the three types.
Value finishText(StrBuilder& out, const Type& type);
/// An empty str, or an empty bytes object for the other types.
Value emptyOf(const Type& type);

#if !TAIPAN_OPTIMIZE_SIZE
Value newCharacterName(char character);
/// A str of one ASCII character.
inline Value characterStr(char character) {
    const uint16_t known = state.characterNames[static_cast<uint8_t>(character)];
    return known != 0 ? nameValue(static_cast<Name>(known)) : newCharacterName(character);
}
#endif

/// toIndex() of an index into a text.
intptr_t toIndex(const Chars& chars, Value index);
/// Where the character of an index starts in the text of a str (`clip`: the nearest end when out of
/// range), or the byte of an index in bytes. IndexError.
size_t offsetOf(Value self, const Chars& chars, intptr_t index, bool clip);
/// The bytes of the character at `at`.
size_t characterSize(Text text, size_t at);
/// Where the character with a number from 0 on starts; the text's size when it has fewer.
size_t offsetOfCharacter(Text text, size_t number);
/// Two optional indices as numbers. Making it may run code of the program, which may change a
/// bytearray: so what charsOf() says is read after that.
struct Window {
    intptr_t start = 0, end = INTPTR_MAX;

    /// Of args[0] and args[1], indices into the text of `self`. TypeError.
    Window(Value self, size_t nArgs, const Value* args);
};
/// The part of the text in a window. False when the end lies before the start.
bool partOf(Value self, const Chars& chars, const Window& window, Text& part);

#if TAIPAN_HAS_SLICE
/// boundsOf() for types that know no steps but 1. NotImplementedError.
SliceBounds simpleBounds(const Slice& slice);
#endif

// The slots that bytes and str have in common.
void strPrint(const Printer* printer, Value self, PrintKind kind);
Value strUnary(UnaryOp op, Value self);
Value strSubscr(Value self, Value index, Value value);
Value strBinary(BinaryOp op, Value left, Value right);
intptr_t strBuffer(Value self, Buffer* buffer, uintptr_t use);
/// str(data, encoding, errors), for two arguments or three. UnicodeError, LookupError.
Value decodeBytes(size_t nArgs, const Value* args);
/// bytes(text, encoding, errors), for two arguments or three.
Value encodeText(size_t nArgs, const Value* args);

/// An iterator over the items of a bytes, bytearray, array or memoryview object.
Value newIndexIterator(Value sequence, IteratorBuffer* buffer);

// The methods, self first. str_search.cpp
Value strFind(size_t nArgs, const Value* args);
Value strRfind(size_t nArgs, const Value* args);
Value strIndex(size_t nArgs, const Value* args);
Value strRindex(size_t nArgs, const Value* args);
Value strStartsWith(size_t nArgs, const Value* args);
Value strEndsWith(size_t nArgs, const Value* args);
Value strCount(size_t nArgs, const Value* args);
Value strReplace(size_t nArgs, const Value* args);
Value strPartition(Value self, Value separator);
Value strRpartition(Value self, Value separator);

// str_split.cpp
Value strSplit(size_t nArgs, const Value* args);
Value strRsplit(size_t nArgs, const Value* args);
Value strSplitLines(size_t nArgs, const Value* args, Dict* keywords);
Value strJoin(Value self, Value items);
Value strStrip(size_t nArgs, const Value* args);
Value strLstrip(size_t nArgs, const Value* args);
Value strRstrip(size_t nArgs, const Value* args);
Value strCenter(Value self, Value width);
Value strLower(Value self);
Value strUpper(Value self);
Value strIsSpace(Value self);
Value strIsAlpha(Value self);
Value strIsDigit(Value self);
Value strIsUpper(Value self);
Value strIsLower(Value self);

// str_codec.cpp
Value strEncode(size_t nArgs, const Value* args);
Value bytesDecode(size_t nArgs, const Value* args);
Value bytesHex(size_t nArgs, const Value* args);
Value bytesFromHex(Value type, Value digits);

/// Whether a character is white space: blank, tab, line ends, form feed.
constexpr bool isSpace(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}
/// Whether a character is a decimal digit.
constexpr bool isDigit(char character) {
    return character >= '0' && character <= '9';
}

/// The methods of each type: parts of one table.
extern const Dict strLocals, bytesLocals, bytearrayLocals, arrayLocals, memoryviewLocals;

} // namespace taipan::runtime
