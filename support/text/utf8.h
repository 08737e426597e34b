// UTF-8, a code point at a time, from text that may not be UTF-8.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace taipan {

inline constexpr uint32_t kReplacement = 0xfffd;
inline constexpr std::string_view kReplacementText = "\xef\xbf\xbd";

/// What stands at the start of a text.
struct CodePoint {
    uint32_t value = 0;  // kReplacement for a byte that begins no well-formed sequence
    uint32_t length = 1; // bytes it takes

    /// Such a byte, and not the replacement character itself, which takes three.
    bool isBad() const { return value == kReplacement && length == 1; }
};

/// Whether the three-byte forms of U+D800..U+DFFF count as well-formed: escapes in strings of
/// Python make them.
enum class Surrogates : uint8_t { Refuse, Allow };

/// Whether the byte goes on with a code point that an earlier one has begun.
constexpr bool isContinuation(char c) {
    return (static_cast<uint8_t>(c) & 0xc0) == 0x80;
}

/// Decodes the first code point of `text`, which must not be empty. Well-formed is what Unicode's
/// table 3-7 has: no overlong forms, nothing beyond U+10FFFF.
inline CodePoint firstCodePoint(std::string_view text, Surrogates surrogates = Surrogates::Refuse) {
    constexpr CodePoint bad{kReplacement, 1};
    const auto lead = static_cast<uint8_t>(text[0]);
    if (lead < 0x80) return {lead, 1};
    const uint32_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return bad;
    uint32_t value = lead & (0x7fU >> length);
    for (uint32_t i = 1; i < length; ++i) {
        if (!isContinuation(text[i])) return bad;
        value = value << 6 | (static_cast<uint8_t>(text[i]) & 0x3f);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xd800 && value <= 0xdfff && surrogates == Surrogates::Refuse;
    return overlong || surrogate || value > 0x10ffff ? bad : CodePoint{value, length};
}

inline bool isUtf8(std::string_view text, Surrogates surrogates = Surrogates::Refuse) {
    while (!text.empty()) {
        const CodePoint c = firstCodePoint(text, surrogates);
        if (c.isBad()) return false;
        text.remove_prefix(c.length);
    }
    return true;
}

/// Code points of `text`, which is UTF-8.
inline size_t codePointCount(std::string_view text) {
    return text.size() -
           static_cast<size_t>(std::count_if(text.begin(), text.end(), isContinuation));
}

/// `text` with a replacement character for each byte that is not UTF-8.
inline std::string asUtf8(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const CodePoint c = firstCodePoint(text);
        out += c.isBad() ? kReplacementText : text.substr(0, c.length);
        text.remove_prefix(c.length);
    }
    return out;
}

} // namespace taipan
