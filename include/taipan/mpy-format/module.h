// An .mpy file in memory: what the bytecode backend makes, the writer writes, the reader reads, and
// validator, disassembler and freezer look at. Source of every field: docs/mpy-format.md.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "taipan/abi/dialect.h"
#include "taipan/abi/mpy.h"
#include "taipan/support/arena.h"

namespace taipan::mpy {

/// The four header bytes and what may follow them.
struct Header {
    uint8_t version = abi::kDialect63.version;
    uint8_t subVersion = 0; // 0 without native code
    abi::Arch arch = abi::Arch::none;
    bool hasArchFlags = false;
    uint32_t archFlags = 0;
    uint8_t smallIntBits = 31;
};

/// An entry of the string table. `staticId` is the static string's number, 0 when spelled out;
/// `text` holds the spelling in both cases.
struct Qstr {
    std::string_view text;
    uint16_t staticId = 0;
};

/// A constant object. `text` is the payload of Str and Bytes, or the digits of Int, Float and
/// Complex; `items` the elements of a Tuple.
struct Object {
    abi::ObjectTag tag = abi::ObjectTag::None;
    std::string_view text;
    std::span<const Object> items;
};

/// What follows an object's tag byte; see abi/object_tags.def.
enum class Payload : uint8_t { None, Text, Number, Items };

/// The payload of `tag`; None for values outside the enumeration.
constexpr Payload objectPayload(abi::ObjectTag tag) {
    switch (tag) {
#define TAIPAN_OBJECT_TAG(name, payload)                                                           \
    case abi::ObjectTag::name:                                                                     \
        return Payload::payload;
#include "taipan/abi/object_tags.def"
#undef TAIPAN_OBJECT_TAG
    }
    return Payload::None;
}

/// One function's code. `children` are indices into Module::rawCodes.
struct RawCode {
    abi::CodeKind kind = abi::CodeKind::Bytecode;
    std::span<const uint8_t> code; // prelude and opcodes, or machine code
    std::span<const uint32_t> children;
    uint32_t preludeOffset = 0;           // Native: where in `code` the prelude starts
    uint32_t scopeFlags = 0;              // Viper and Asm
    uint32_t bssSize = 0;                 // Viper with kViperBss
    std::span<const uint8_t> rodata;      // Viper with kViperRodata
    std::span<const uint8_t> relocations; // Viper with kViperRelocations: records and the end mark
    uint32_t asmArgs = 0;                 // Asm: positional arguments
    uint32_t asmTypeSig = 0;              // Asm: return type
};

/// A whole file. All views point into `arena` (or, for a file read in place, into its bytes).
struct Module {
    const abi::Dialect* dialect = &abi::kDialect63; // the version that its code is of
    Header header;
    std::vector<Qstr> qstrs; // [0] is the source file name
    std::vector<Object> objects;
    std::vector<RawCode> rawCodes; // [0] is the module body
    Arena arena;
};

} // namespace taipan::mpy
