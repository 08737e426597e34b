// Classes of source bytes, as one table look-up.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace taipan {

inline constexpr uint8_t kIdentHead = 1; // letter, underscore, any byte of a non-ASCII character
inline constexpr uint8_t kDigit = 2;
inline constexpr uint8_t kSpace = 4;    // blank within a line: space, tab, VT, FF
inline constexpr uint8_t kLetter = 8;   // ASCII letter
inline constexpr uint8_t kPlain = 16;   // inside a string: neither quote, backslash, CR, LF nor NUL
inline constexpr uint8_t kBetween = 32; // before a token: kSpace, CR, LF, '#', backslash, NUL
inline constexpr uint8_t kBrace = 64;

inline constexpr std::array<uint8_t, 256> kCharClass = [] {
    std::array<uint8_t, 256> table{};
    for (int c = 0; c < 256; ++c) {
        uint8_t bits = 0;
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter) bits |= kLetter;
        if (letter || c == '_' || c >= 0x80) bits |= kIdentHead;
        if (c >= '0' && c <= '9') bits |= kDigit;
        if (c == ' ' || c == '\t' || c == '\v' || c == '\f') bits |= kSpace;
        if ((bits & kSpace) != 0 || c == '\n' || c == '\r' || c == '#' || c == '\\' || c == 0)
            bits |= kBetween;
        if (c == '{' || c == '}') bits |= kBrace;
        if (c != '\'' && c != '"' && c != '\\' && c != '\n' && c != '\r' && c != 0) bits |= kPlain;
        table[static_cast<size_t>(c)] = bits;
    }
    return table;
}();

inline bool hasClass(char c, uint8_t bits) {
    return (kCharClass[static_cast<unsigned char>(c)] & bits) != 0;
}

inline bool isNewline(char c) {
    return c == '\n' || c == '\r';
}

} // namespace taipan
