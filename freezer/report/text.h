// What the reports on flash share: the words of parts.
#pragma once

#include <array>
#include <cstdint>
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

} // namespace taipan::freezer
