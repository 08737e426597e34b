// One code point at a time, from text that may not be UTF-8.
#pragma once

#include <cstdint>
#include <string_view>

namespace taipan::report {

/// What stands at the start of a text.
struct CodePoint {
    uint32_t value = 0;  // kReplacement for a byte that begins no well-formed sequence
    uint32_t length = 1; // bytes it takes
};

inline constexpr uint32_t kReplacement = 0xfffd;
inline constexpr std::string_view kReplacementText = "\xef\xbf\xbd";

/// Decodes the first code point of `text`, which must not be empty.
CodePoint firstCodePoint(std::string_view text);

/// Terminal columns of a code point: 0 for combining marks, 2 for wide characters, else 1.
unsigned displayWidth(uint32_t codePoint);

} // namespace taipan::report
