// Long stretches of text without what ends them, passed over many bytes at a time.
#pragma once

#include <cstdint>
#include <cstring>

#include "frontend/char_class.h"

namespace taipan {

/// Moves `at` on, up to `end`, past blocks in which no byte is one of `wanted`.
template <typename... Wanted>
const char* skipBlocks(const char* at, const char* end, Wanted... wanted) {
    using Block = uint8_t __attribute__((vector_size(16)));
    for (; end - at >= static_cast<std::ptrdiff_t>(sizeof(Block)); at += sizeof(Block)) {
        Block block;
        std::memcpy(&block, at, sizeof block);
        const auto found = ((block == static_cast<uint8_t>(wanted)) | ...);
        uint64_t halves[2];
        std::memcpy(halves, &found, sizeof halves);
        if ((halves[0] | halves[1]) != 0) break;
    }
    return at;
}

/// The first line end from `at` on, or `end`.
inline const char* lineEnd(const char* at, const char* end) {
    at = skipBlocks(at, end, '\n', '\r');
    while (at != end && !isNewline(*at)) ++at;
    return at;
}

/// Moves `at` on past blocks, up to `end`, that are plain text in a string (kPlain).
inline const char* skipPlain(const char* at, const char* end) {
    return skipBlocks(at, end, '\'', '"', '\\', '\n', '\r', '\0');
}

} // namespace taipan
