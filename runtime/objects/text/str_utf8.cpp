// Characters of texts: UTF-8, and questions that need no object.
//
// Where stock firmware has its own view of validity it is followed: sequences have to have the
// right length, nothing else.

#include <cstring>

#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
constexpr bool continues(char byte) {
    return (static_cast<uint8_t>(byte) & 0xc0) == 0x80;
}

/// The length of the sequence that a byte starts; 0 when none may start with it.
size_t sequenceLength(char first) {
    const auto byte = static_cast<uint8_t>(first);
    if (byte < 0x80) return 1;
    if (byte < 0xc0 || byte >= 0xf8) return 0;
    return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

#if !TAIPAN_OPTIMIZE_SIZE
using Word = uintptr_t;
constexpr Word kOnes = ~Word{0} / 255; // 1 in every byte

Word loadWord(const char* at) {
    Word word;
    std::memcpy(&word, at, sizeof(word));
    return word;
}
/// Bytes of the word that continue a character.
size_t continuationsIn(Word word) {
    const Word marks = (word >> 7 & ~word >> 6) & kOnes;
    return marks * kOnes >> (sizeof(Word) - 1) * 8;
}
#endif
} // namespace

bool isAscii(Text text) {
    const char* at = text.data;
    const char* const end = at + text.size;
#if !TAIPAN_OPTIMIZE_SIZE
    for (; end - at >= static_cast<ptrdiff_t>(sizeof(Word)); at += sizeof(Word))
        if ((loadWord(at) & kOnes * 0x80) != 0) return false;
#endif
    for (; at < end; ++at)
        if (static_cast<uint8_t>(*at) >= 0x80) return false;
    return true;
}

size_t characterCount(Text text) {
#if TAIPAN_HAS_UNICODE
    const char* at = text.data;
    const char* const end = at + text.size;
    size_t inside = 0; // bytes that continue a character
#if !TAIPAN_OPTIMIZE_SIZE
    for (; end - at >= static_cast<ptrdiff_t>(sizeof(Word)); at += sizeof(Word))
        inside += continuationsIn(loadWord(at));
#endif
    for (; at < end; ++at) inside += continues(*at);
    return text.size - inside;
#else
    return text.size;
#endif
}

size_t characterSize(Text text, size_t at) {
    size_t end = at + 1;
    if (TAIPAN_HAS_UNICODE && static_cast<uint8_t>(text.data[at]) >= 0x80)
        while (end < text.size && continues(text.data[end])) ++end;
    return end - at;
}

size_t offsetOfCharacter(Text text, size_t number) {
    size_t at = 0;
#if !TAIPAN_OPTIMIZE_SIZE
    for (; text.size - at >= sizeof(Word); at += sizeof(Word)) {
        const size_t starts = sizeof(Word) - continuationsIn(loadWord(text.data + at));
        if (starts > number) break;
        number -= starts;
    }
    while (at < text.size && continues(text.data[at])) ++at;
#endif
    for (; number > 0 && at < text.size; --number) at += characterSize(text, at);
    return at;
}

bool isValidUtf8(Text text) {
    if (!TAIPAN_OPTIMIZE_SIZE && isAscii(text)) return true;
    const char* at = text.data;
    const char* const end = at + text.size;
    while (at < end) {
        const size_t length = sequenceLength(*at);
        if (length == 0 || length > static_cast<size_t>(end - at)) return false;
        for (size_t i = 1; i < length; ++i)
            if (!continues(at[i])) return false;
        at += length;
    }
    return true;
}

size_t encodeUtf8(uint32_t codePoint, char* to) {
#if TAIPAN_HAS_UNICODE
    if (codePoint >= 0x80) {
        // Lead bytes for two, three and four bytes.
        const size_t length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        for (size_t i = length; --i > 0; codePoint >>= 6)
            to[i] = static_cast<char>(0x80 | (codePoint & 0x3f));
        to[0] = static_cast<char>(0xf00 >> length | codePoint);
        return length;
    }
#endif
    to[0] = static_cast<char>(codePoint);
    return 1;
}

uint32_t decodeUtf8(const char*& at) {
    const auto first = static_cast<uint8_t>(*at);
    const size_t length = TAIPAN_HAS_UNICODE ? sequenceLength(*at) : 1;
    uint32_t codePoint = length < 2 ? first : first & (0x7fu >> length);
    ++at;
    for (size_t i = 1; i < length; ++i)
        codePoint = codePoint << 6 | (static_cast<uint8_t>(*at++) & 0x3f);
    return codePoint;
}

const char* findText(Text text, Text part, bool last) {
    if (part.size > text.size) return nullptr;
    if (part.size == 0) return text.data + (last ? text.size : 0);
    const size_t rest = part.size - 1;
    const char* at = text.data;
    const char* end = text.data + text.size - rest; // behind the last place to start
    if (last) {
        while (end-- > at)
            if (*end == *part.data && std::memcmp(end + 1, part.data + 1, rest) == 0) return end;
        return nullptr;
    }
    while (at < end) {
        at = static_cast<const char*>(
            std::memchr(at, static_cast<uint8_t>(*part.data), static_cast<size_t>(end - at)));
        if (at == nullptr || std::memcmp(at + 1, part.data + 1, rest) == 0) return at;
        ++at;
    }
    return nullptr;
}

bool compareText(BinaryOp op, Text left, Text right) {
    const size_t shorter = left.size < right.size ? left.size : right.size;
    int order = std::memcmp(left.data, right.data, shorter);
    if (order == 0) order = (left.size > right.size) - (left.size < right.size);
    return orderMatches(op, (order > 0) - (order < 0));
}

} // namespace taipan::runtime
