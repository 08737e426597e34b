// From text to bytes and back: encode, decode, hex, and the type bytes.

#include <cstring>

#include "runtime/objects/buffers/array.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

// --- encodings -----------------------------------------------------------------------------------

namespace {
[[maybe_unused]] bool equals(Text text, const char* other) {
    return text.size == std::strlen(other) && std::memcmp(text.data, other, text.size) == 0;
}

/// Whether an encoding is ASCII; else it is UTF-8. LookupError for others.
[[maybe_unused]] bool isAsciiEncoding(Value encoding) {
    const Text text = strText(encoding);
    if (equals(text, "utf-8") || equals(text, "utf8")) return false;
    if (equals(text, "ascii")) return true;
#if TAIPAN_ERROR_TEXTS >= 2
    TAIPAN_RAISE(LookupErrorType, "unknown encoding", "unknown encoding: %v", encoding);
#else
    raise(LookupErrorType);
#endif
}

#if TAIPAN_HAS_UNICODE && TAIPAN_HAS_DECODE_ERRORS
/// The text of bytes that are not all valid, the others replaced or left out.
Value decodeInvalid(Text data, bool ascii, bool replace) {
    StrBuilder builder(data.size);
    for (size_t at = 0; at < data.size;) {
        const auto lead = static_cast<uint8_t>(data.data[at]);
        // A lead byte takes what continues it along, up to what it announces.
        size_t size = 1;
        size_t wanted = lead < 0x80 ? 1 : 0;
        if (!ascii && lead >= 0xc0 && lead < 0xf8) {
            wanted = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            size = characterSize(data, at);
            if (size > wanted) size = wanted;
        }
        if (size == wanted)
            builder.add({data.data + at, size});
        else if (replace)
            builder.add({"\xef\xbf\xbd", 3});
        at += size;
    }
    return builder.str();
}
#endif
} // namespace

Value decodeBytes(size_t nArgs, const Value* args) {
    const Buffer buffer = bufferOf(args[0], kBufferRead);
    const Text data = {static_cast<const char*>(buffer.data), buffer.size};
#if TAIPAN_HAS_UNICODE
    const bool ascii = isAsciiEncoding(args[1]);
    if (ascii ? !isAscii(data) : !isValidUtf8(data)) {
#if TAIPAN_HAS_DECODE_ERRORS
        if (nArgs > 2 && args[2] != kNone) {
            const Text errors = strText(args[2]);
            const bool replace = equals(errors, "replace");
            if (replace || equals(errors, "ignore")) return decodeInvalid(data, ascii, replace);
        }
#endif
        raise(UnicodeErrorType);
    }
#endif
    static_cast<void>(nArgs);
    return newStr(data);
}

Value encodeText(size_t nArgs, const Value* args) {
    if (nArgs < 2 || nArgs > 3) {
#if TAIPAN_ERROR_TEXTS >= 2
        raiseTypeError("string argument without an encoding"_text);
#else
        raiseTypeError("wrong number of arguments"_text);
#endif
    }
    const Text text = strText(args[0]);
#if TAIPAN_HAS_UNICODE
    if (isAsciiEncoding(args[1]) && !isAscii(text)) raise(UnicodeErrorType);
#endif
    return newBytes(text);
}

#if TAIPAN_HAS_COMPATIBILITY
namespace {
/// Calls an encoder or decoder with UTF-8 as the encoding that need not be given.
Value withEncoding(Value (*convert)(size_t, const Value*), size_t nArgs, const Value* args) {
    if (nArgs > 1) return convert(nArgs, args);
    const Value full[] = {args[0], nameValue("utf-8"_name)};
    return convert(2, full);
}
} // namespace

Value bytesDecode(size_t nArgs, const Value* args) {
    return withEncoding(decodeBytes, nArgs, args);
}
Value strEncode(size_t nArgs, const Value* args) {
    return withEncoding(encodeText, nArgs, args);
}
#endif

// --- hex -----------------------------------------------------------------------------------------

#if TAIPAN_HAS_BYTES_HEX
Value bytesHex(size_t nArgs, const Value* args) {
    const bool separated = nArgs > 1;
    const Text separator = separated ? textOf(args[1]) : Text{};
    if (separated && (separator.size != 1 || !isAscii(separator)))
        raiseValueError("bad separator"_text);
    const Buffer buffer = bufferOf(args[0], kBufferRead);
    if (buffer.size == 0) return nameValue(""_name);
    Str* const text = newStrBuffer(strType, buffer.size * (2 + separated) - separated);
    const auto* from = static_cast<const uint8_t*>(buffer.data);
    char* to = text->data;
    for (size_t i = 0; i < buffer.size; ++i) {
        if (separated && i > 0) *to++ = *separator.data;
        *to++ = "0123456789abcdef"[from[i] >> 4];
        *to++ = "0123456789abcdef"[from[i] & 15];
    }
    return pointerTo(text);
}

namespace {
/// The value of a hex digit; 16 when it is none.
unsigned hexDigit(char c) {
    if (isDigit(c)) return static_cast<unsigned>(c - '0');
    const unsigned letter = static_cast<unsigned>(c | 0x20) - 'a';
    return letter < 6 ? letter + 10 : 16;
}
} // namespace

Value bytesFromHex(Value type, Value digits) {
    const Buffer buffer = bufferOf(digits, kBufferRead);
    const char* at = static_cast<const char*>(buffer.data);
    const char* const end = at + buffer.size;
    StrBuilder builder(buffer.size / 2);
    while (at < end) {
        if (isSpace(*at)) {
            ++at;
            continue;
        }
        const unsigned high = hexDigit(*at++);
        const unsigned low = at < end ? hexDigit(*at++) : 16;
        if (high > 15 || low > 15) raiseValueError("non-hex digit"_text);
        builder.add(static_cast<char>(high << 4 | low));
    }
#if TAIPAN_HAS_BYTEARRAY
    if (isSubtype(type.as<Type>(), &bytearrayType)) return newByteArray(builder.text());
#endif
    static_cast<void>(type);
    return builder.bytes();
}
#endif

} // namespace taipan::runtime
