// The variable-length integers of .mpy files: base 128, most significant group first, bit 7 set on
// every byte but the last. Freestanding.
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan::abi {

inline constexpr size_t kMaxVarintBytes = 10;

/// Bytes that `value` takes as a varuint.
constexpr size_t varuintSize(uint64_t value) {
    size_t n = 1;
    while (value >>= 7) ++n;
    return n;
}

/// Writes `value` at `to` (room for varuintSize bytes) and returns the end.
constexpr uint8_t* writeVaruint(uint8_t* to, uint64_t value) {
    const size_t n = varuintSize(value);
    for (size_t i = n; i-- > 0; value >>= 7)
        to[i] = static_cast<uint8_t>((value & 0x7f) | (i + 1 < n ? 0x80 : 0));
    return to + n;
}

/// Bytes that `value` takes as a varint (bit 6 of the first byte is the sign).
constexpr size_t varintSize(int64_t value) {
    size_t n = 1;
    while (value < -64 || value > 63) {
        value >>= 7;
        ++n;
    }
    return n;
}

/// Writes `value` at `to` (room for varintSize bytes) and returns the end.
constexpr uint8_t* writeVarint(uint8_t* to, int64_t value) {
    const size_t n = varintSize(value);
    for (size_t i = n; i-- > 0; value >>= 7)
        to[i] = static_cast<uint8_t>((value & 0x7f) | (i + 1 < n ? 0x80 : 0));
    return to + n;
}

} // namespace taipan::abi
