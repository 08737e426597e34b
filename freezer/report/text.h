// What the reports on flash share: the words of parts, and texts within JSON.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "taipan/backends/flash.h"

namespace taipan::freezer {

/// How a part is called.
struct FlashPartName {
    std::string_view key;   // in JSON
    std::string_view title; // for people
};

/// By number of the part.
inline constexpr std::array<FlashPartName, frozen::kFlashParts> kFlashPartNames = {{
#define TAIPAN_FLASH_PART(id, key, title) {key, title},
#include "taipan/backends/flash_parts.def"
#undef TAIPAN_FLASH_PART
}};

/// `text` as a JSON string with its quotes, without bytes that could end the element of a page.
/// Bytes that are not ASCII stay as they are when they are UTF-8, and become U+FFFD otherwise.
void appendQuoted(std::string& out, std::string_view text);

} // namespace taipan::freezer
