// Well-formedness of UTF-8, as far as the container's texts need it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace taipan::mpy {

/// Whether the three-byte forms of U+D800..U+DFFF count as well-formed: string escapes make them.
enum class Surrogates : uint8_t { Allow, Refuse };

/// Bytes of the code point that `text` starts with; 0 when it is malformed or `text` is empty.
inline size_t utf8Length(std::string_view text, Surrogates surrogates) {
    auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
    if (text.empty()) return 0;
    if (byte(0) < 0x80) return 1;
    const size_t size = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
    if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < size) return 0;
    for (size_t i = 1; i < size; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    const uint8_t second = byte(1);
    const bool overlong = (byte(0) == 0xe0 && second < 0xa0) || (byte(0) == 0xf0 && second < 0x90);
    const bool surrogate = byte(0) == 0xed && second >= 0xa0 && surrogates == Surrogates::Refuse;
    const bool tooLarge = byte(0) == 0xf4 && second >= 0x90;
    return overlong || surrogate || tooLarge ? 0 : size;
}

} // namespace taipan::mpy
