// Where the bytes of flash go that frozen modules take in firmware.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/backends/frozen_c.h"
#include "taipan/support/result.h"

namespace taipan::frozen {

/// What bytes are for; see flash_parts.def.
enum class FlashPart : uint8_t {
#define TAIPAN_FLASH_PART(id, key, title) id,
#include "taipan/backends/flash_parts.def"
#undef TAIPAN_FLASH_PART
};

inline constexpr size_t kFlashParts = 0
#define TAIPAN_FLASH_PART(id, key, title) +1
#include "taipan/backends/flash_parts.def"
#undef TAIPAN_FLASH_PART
    ;

/// Bytes by what they are for.
struct FlashBytes {
    std::array<uint64_t, kFlashParts> parts{};

    uint64_t& operator[](FlashPart part) { return parts[static_cast<size_t>(part)]; }
    uint64_t operator[](FlashPart part) const { return parts[static_cast<size_t>(part)]; }
    FlashBytes& operator+=(const FlashBytes& other);
    uint64_t total() const;
};

/// Code, prelude, lines and record of one function.
struct FlashFunction {
    std::string name; // qualified, "<module>" for the module's body
    FlashBytes bytes;
};

/// A frozen file: what would be saved without it.
struct FlashFile {
    std::string name;
    bool isText = false;
    FlashBytes bytes; // functions included
    std::vector<FlashFunction> functions;
};

struct FlashUse {
    std::string_view layout;      // what was measured: "stock-32bit" or "taipan-32bit"
    std::vector<FlashFile> files; // in the order given, modules first
    FlashBytes shared;            // what several modules use, and what there is without any
    FlashBytes total;             // of all files, and shared
    size_t strings = 0;           // in the pool
    size_t sharedStrings = 0;     // of these, of use to several modules
};

/// How the firmware keeps floats: in the word that refers to them, or in objects.
enum class FloatObjects : uint8_t { None, Single, Double };

struct FlashOptions {
    StockOptions stock;
    FloatObjects floats = FloatObjects::Single;
};

/// The flash that the output of generateForStock() takes in stock firmware with pointers of four
/// bytes, without MICROPY_PERSISTENT_CODE_SAVE. Padding is not counted, nor what a linker saves by
/// merging equal strings with those of the firmware. A string or constant that a single module
/// uses counts as that module's; what several use is `shared`. Numbers are such as generateForStock
/// accepts modules with; parts of others count as code. Fails when the string header is unusable.
Result<FlashUse> measureForStock(std::span<const FrozenModule> modules,
                                 std::span<const FrozenText> texts, const FlashOptions& options);

/// The same for the output of generateForTaipan(), with pointers and values of four bytes: a small
/// integer has 31 bits, and floats are as `floats` say. Objects are counted with the padding at
/// their end. Fails when there are no names in `options`.
Result<FlashUse> measureForTaipan(std::span<const FrozenModule> modules,
                                  std::span<const FrozenText> files, const TaipanOptions& options,
                                  FloatObjects floats = FloatObjects::Single);

} // namespace taipan::frozen
