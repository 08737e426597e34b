// The type str: making, printing, operators, items and iteration. bytes shares most of it.

#include <cstring>

#include "runtime/objects/buffers/array.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/format.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

// --- printing ------------------------------------------------------------------------------------

namespace {
/// The letter behind the backslash of a control character; 0: none.
char escapeLetter(uint8_t character) {
    switch (character) {
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
    }
}

/// Writes a number in hex with at least `digits` digits.
void putHex(const Printer& printer, uint32_t number, unsigned digits) {
    char text[8];
    for (unsigned i = digits; i-- > 0; number >>= 4) text[i] = "0123456789abcdef"[number & 15];
    printer.put(text, digits);
}

void putEscaped(const Printer& printer, uint32_t codePoint, char quote) {
    const char letter = codePoint < 0x20 ? escapeLetter(static_cast<uint8_t>(codePoint)) : '\0';
    printer.put('\\');
    if (letter != '\0')
        printer.put(letter);
    else if (codePoint == '\\' || codePoint == static_cast<uint8_t>(quote))
        printer.put(static_cast<char>(codePoint));
    else {
        const unsigned digits = codePoint < 0x100 ? 2 : codePoint < 0x10000 ? 4 : 8;
        printer.put("xuU"[digits / 4]);
        putHex(printer, codePoint, digits);
    }
}

/// Whether a character of a str goes into quotes as it is.
bool isPlain(uint32_t codePoint, char quote) {
    if (codePoint < 0x80)
        return codePoint >= 0x20 && codePoint != 0x7f && codePoint != '\\' &&
               codePoint != static_cast<uint8_t>(quote);
    return (codePoint < 0xd800 || codePoint >= 0xe000) && codePoint < 0x110000;
}
} // namespace

void strPrint(const Printer* printer, Value self, PrintKind kind) {
    const Text text = textOf(self);
    const bool bytes = !isStr(self);
    if (kind == PrintKind::Raw || (kind == PrintKind::Str && !bytes)) {
        printer->put(text);
    } else {
        if (bytes) printer->put('b');
        printQuoted(*printer, text, bytes);
    }
    keepAlive(self.pointer); // a stream's methods may collect garbage
}

void printQuoted(const Printer& printer, Text text, bool isBytes) {
    const bool apostrophe = findText(text, {"'", 1}) != nullptr;
    const char quote = apostrophe && findText(text, {"\"", 1}) == nullptr ? '"' : '\'';
    printer.put(quote);
    const char* start = text.data; // of what goes out as it is
    const char* const end = text.data + text.size;
    for (const char* at = start; at < end;) {
        const char* const character = at;
        uint32_t codePoint = static_cast<uint8_t>(*at);
        bool plain;
        if (isBytes || !TAIPAN_HAS_UNICODE) {
            ++at;
            plain = codePoint < 0x80 ? isPlain(codePoint, quote) : !isBytes;
        } else {
            at += characterSize(text, static_cast<size_t>(at - text.data));
            const char* from = character;
            if (codePoint >= 0x80) codePoint = decodeUtf8(from);
            plain = isPlain(codePoint, quote);
        }
        if (plain) continue;
        printer.put(start, static_cast<size_t>(character - start));
        putEscaped(printer, codePoint, quote);
        start = at;
    }
    printer.put(start, static_cast<size_t>(end - start));
    printer.put(quote);
}

// --- making --------------------------------------------------------------------------------------

namespace {
Value strMakeNew(const Type*, size_t nArgs, size_t nKw, const Value* args) {
    if (nKw != 0)
        raise(NotImplementedErrorType,
              "keyword argument(s) not implemented - use normal args instead"_text);
    checkArgs(nArgs, nKw, 0, 3);
    if (nArgs == 0) return nameValue(""_name);
    if (nArgs > 1) return decodeBytes(nArgs, args);
    if (isStr(args[0])) return args[0];
#if !TAIPAN_OPTIMIZE_SIZE
    if (args[0].isSmallInt()) {
        NumberText text;
        printInt(text.printer(), args[0], 10);
        return newStr(text.text());
    }
#endif
    StrBuilder builder;
    printValue(builder.printer(), args[0], PrintKind::Str);
    return builder.str();
}
} // namespace

// --- operators -----------------------------------------------------------------------------------

Value strUnary(UnaryOp op, Value self) {
    const Text text = textOf(self);
    switch (op) {
    case UnaryOp::Bool: return truth(text.size != 0);
    case UnaryOp::Length:
        return smallInt(static_cast<intptr_t>(isWide(self) ? characterCount(text) : text.size));
    case UnaryOp::Hash:
        return smallInt(self.isName() ? state.names.hash(self.name()) : hashOf(*self.as<Str>()));
    default: return kNoValue;
    }
}

namespace {
Value concatenate(Value left, Value right, Text a, Text b) {
    const Type& type = *typeOf(left);
    if (a.size == 0 && typeOf(right) == &type) return right;
    if (b.size == 0) return left;
    Str* const sum = newStrBuffer(type, a.size + b.size);
    std::memcpy(sum->data, a.data, a.size);
    std::memcpy(sum->data + a.size, b.data, b.size);
    keepAlive(left.pointer);
    keepAlive(right.pointer);
    return pointerTo(sum);
}

Value repeat(Value self, intptr_t times) {
    const Text text = textOf(self);
    const Type& type = *typeOf(self);
    const size_t size = repeatedSize(text.size, times);
    if (size == 0) return emptyOf(type);
    if (times == 1) return self;
    Str* const product = newStrBuffer(type, size);
    if (text.size == 1)
        std::memset(product->data, *text.data, size);
    else
        for (size_t at = 0; at < size; at += text.size)
            std::memcpy(product->data + at, text.data, text.size);
    keepAlive(self.pointer);
    return pointerTo(product);
}
} // namespace

Value strBinary(BinaryOp op, Value left, Value right) {
    op = plain(op);
#if TAIPAN_HAS_PERCENT_FORMAT
    if (op == BinaryOp::Modulo) return percentFormat(left, right);
#endif
    if (op == BinaryOp::Multiply || op == BinaryOp::ReverseMultiply) {
        intptr_t times = 0;
        return toIntMaybe(right, times) ? repeat(left, times) : kNoValue;
    }
    Text b;
    if (isStr(left) ? isStr(right) : isBytes(right)) {
        b = textOf(right);
    } else if (isStr(left)) {
        if (op == BinaryOp::Contains) raiseNotText(right);
        return kNoValue;
    } else {
        Buffer buffer;
        if (!bufferMaybe(right, buffer, kBufferRead)) return kNoValue;
        b = {static_cast<const char*>(buffer.data), buffer.size};
    }
    const Text a = textOf(left);
    if (op == BinaryOp::Add) return concatenate(left, right, a, b);
    if (op == BinaryOp::Contains) return truth(findText(a, b) != nullptr);
    return isComparison(op) ? truth(compareText(op, a, b)) : kNoValue;
}

intptr_t strBuffer(Value self, Buffer* buffer, uintptr_t use) {
    if ((use & kBufferWrite) != 0) return 1;
    const Text text = textOf(self);
    *buffer = {const_cast<char*>(text.data), text.size, 'B'};
    return 0;
}

// --- items ---------------------------------------------------------------------------------------

#if TAIPAN_HAS_SLICE
SliceBounds simpleBounds(const Slice& slice) {
    const SliceBounds bounds = boundsOf(slice);
    if (bounds.step != 1)
        raise(NotImplementedErrorType, "only slices with step=1 (aka None) are supported"_text);
    return bounds;
}

namespace {
Value slicePart(Value self, const Chars& chars, const Slice& slice) {
    const Text text = chars.text;
    const bool wide = isWide(self);
    const SliceBounds bounds = simpleBounds(slice).within(wide ? characterCount(text) : text.size);
    auto start = static_cast<size_t>(bounds.start);
    size_t stop = start + bounds.count();
    if (wide) {
        start = offsetOfCharacter(text, start);
        stop = offsetOfCharacter(text, stop);
    }
    if (stop - start == text.size) return self;
    const Value part = newTextOf(*chars.type, {text.data + start, stop - start});
    keepAlive(self.pointer);
    return part;
}
} // namespace
#endif

Value strSubscr(Value self, Value index, Value value) {
    if (value != kSentinel) return kNoValue;
    const Chars chars = charsOf(self);
#if TAIPAN_HAS_SLICE
    if (is(index, sliceType)) return slicePart(self, chars, *index.as<Slice>());
#endif
    const size_t at = offsetOf(self, chars, toIndex(chars, index), false);
    const char* const item = chars.text.data + at;
    if (!chars.isStr()) return smallInt(static_cast<uint8_t>(*item));
    return newStr({item, characterSize(chars.text, at)});
}

namespace {
/// Over the characters of a str.
struct CharacterIterator : Object {
    Value text;
    size_t at; // byte
};

Value nextCharacter(Value value) {
    auto* const self = value.as<CharacterIterator>();
    const Text text = textOf(self->text);
    if (self->at >= text.size) return kNoValue;
    const char* const start = text.data + self->at;
    const size_t size = characterSize(text, self->at);
    self->at += size;
    return newStr({start, size});
}

constinit const TypeOf<1> characterIteratorType("iterator"_name, 0, {.iterNext = nextCharacter});

Value strIter(Value self, IteratorBuffer* buffer) {
    static_assert(sizeof(CharacterIterator) <= sizeof(IteratorBuffer));
    auto* const iterator = reinterpret_cast<CharacterIterator*>(buffer);
    *iterator = {{&characterIteratorType}, self, 0};
    return pointerTo(iterator);
}

// What error messages about indices call a str.
constinit const TypeOf<0> stringType("string"_name, 0, {});
} // namespace

namespace {
const Type& namedType(const Chars& chars) {
    return chars.isStr() ? stringType : *chars.type;
}
} // namespace

intptr_t toIndex(const Chars& chars, Value index) {
    return toIndex(namedType(chars), index);
}

size_t offsetOf(Value self, const Chars& chars, intptr_t index, bool clip) {
    const Text text = chars.text;
    const Type& named = namedType(chars);
    if (!isWide(self)) return indexOf(named, text.size, index, clip);
    return offsetOfCharacter(text, indexOf(named, characterCount(text), index, clip));
}

constinit const TypeOf<8> strType("str"_name, 0,
                                  {.makeNew = strMakeNew,
                                   .print = strPrint,
                                   .unary = strUnary,
                                   .binary = strBinary,
                                   .subscr = strSubscr,
                                   .getIter = strIter,
                                   .buffer = strBuffer,
                                   .locals = &strLocals});

} // namespace taipan::runtime
