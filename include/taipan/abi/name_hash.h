// The hash of a string as firmware computes it.
#pragma once

#include <cstdint>
#include <string_view>

namespace taipan::abi {

/// Stock's hash of a string before it is cut to the width that the firmware keeps.
constexpr uint32_t nameHash(std::string_view text) {
    uint32_t hash = 5381;
    for (const char c : text) hash = (hash * 33) ^ static_cast<uint8_t>(c);
    return hash;
}

/// `hash` as a firmware that keeps `bytes` bytes of it computes it; never 0.
constexpr uint32_t cutHash(uint32_t hash, unsigned bytes) {
    hash &= bytes == 1 ? 0xff : 0xffff;
    return hash == 0 ? 1 : hash;
}

} // namespace taipan::abi
