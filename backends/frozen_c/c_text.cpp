#include "backends/frozen_c/c_text.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "support/text/ascii.h"

namespace taipan::frozen {
namespace {

constexpr size_t kBytesPerLiteral = 1024; // some compilers take no more than 2048 characters

/// How a byte stands in a literal: `size` characters of `text`. Room for four is copied always.
struct Escape {
    char text[4];
    uint8_t size;
};

/// Whether `byte` can stand for itself. A question mark cannot, for the sake of trigraphs.
constexpr bool isPlain(unsigned byte) {
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\' && byte != '?';
}

/// Octal escapes, of three digits when `full`, of as few as possible otherwise.
constexpr std::array<Escape, 256> makeEscapes(bool full) {
    std::array<Escape, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        Escape& escape = table[byte];
        if (isPlain(byte)) {
            escape = {{static_cast<char>(byte)}, 1};
            continue;
        }
        escape.text[escape.size++] = '\\';
        if (full || byte >= 0100) escape.text[escape.size++] = static_cast<char>('0' + (byte >> 6));
        if (full || byte >= 010)
            escape.text[escape.size++] = static_cast<char>('0' + (byte >> 3 & 7));
        escape.text[escape.size++] = static_cast<char>('0' + (byte & 7));
    }
    return table;
}

constexpr std::array<Escape, 256> kShortest = makeEscapes(false);
constexpr std::array<Escape, 256> kFull = makeEscapes(true);

char* putBytes(char* to, std::span<const uint8_t> bytes) {
    for (size_t i = 0; i < bytes.size(); ++i) {
        const bool digitFollows = i + 1 < bytes.size() && (bytes[i + 1] & 0xf8) == '0';
        const Escape& escape = (digitFollows ? kFull : kShortest)[bytes[i]];
        std::memcpy(to, escape.text, sizeof escape.text);
        to += escape.size;
    }
    return to;
}

} // namespace

void CText::grow(size_t size) {
    auto larger = std::make_unique_for_overwrite<char[]>(size);
    std::copy_n(chars_.get(), used_, larger.get());
    chars_ = std::move(larger);
    size_ = size;
}

void CText::literal(std::span<const uint8_t> bytes) {
    const size_t literals = bytes.size() / kBytesPerLiteral + 1;
    char* to = room(4 * bytes.size() + 3 * literals + 4);
    do {
        const size_t size = std::min(bytes.size(), kBytesPerLiteral);
        *to++ = '"';
        to = putBytes(to, bytes.first(size));
        *to++ = '"';
        bytes = bytes.subspan(size);
        if (!bytes.empty()) *to++ = '\n';
    } while (!bytes.empty());
    used_ = static_cast<size_t>(to - chars_.get());
}

void CText::literal(std::string_view text) {
    literal(asBytes(text));
}

void appendIdentifier(std::string& out, std::string_view text, size_t limit) {
    for (const char c : text.substr(0, limit)) out += isAlphanumeric(c) ? c : '_';
}

} // namespace taipan::frozen
