// What reader and writer of ROMFS images share: the numbers of the format.
#pragma once

#include <cstdint>

namespace taipan::romfs {

/// Kinds of records. Readers skip those that they do not know.
enum class Record : uint32_t {
    Unused = 0,      // where it stands, the image is damaged
    Padding = 1,     // payload without a meaning
    Verbatim = 2,    // the data of a file
    Pointer = 3,     // size and offset (within the payload of the image) of the data of a file
    Directory = 4,   // length of the name, name, records
    File = 5,        // length of the name, name, records, of which one is data
    Image = 0x14a6b1 // the image as a whole: "RM1" with the top bits of a varuint
};

/// The kind of the image's record as it has to stand in its first bytes.
inline constexpr uint8_t kMagic[] = {0xd2, 0xcd, 0x31};

/// Firmware of 32-bit machines counts with as many bits.
inline constexpr unsigned kNumberBits = 32;
inline constexpr uint64_t kMaxNumber = (uint64_t{1} << kNumberBits) - 1;

} // namespace taipan::romfs
