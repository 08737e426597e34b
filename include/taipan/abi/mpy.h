// Facts of the .mpy container that host tools and runtime share: header, flags, enumerations made
// from the .def tables. Freestanding and allocation-free.
#pragma once

#include <cstdint>

namespace taipan::abi {

inline constexpr uint8_t kMagic = 'M';
/// Nesting of functions, and of constant tuples, that we write and read. The format sets no limit,
/// but loaders recurse: devices give up far below.
inline constexpr unsigned kMaxNesting = 1000;
inline constexpr uint8_t kFeatureSubMask = 0x03; // feature byte: native sub-version
inline constexpr uint8_t kFeatureArchShift = 2;  // feature byte: architecture, four bits
inline constexpr uint8_t kFeatureArchMask = 0x3c;
inline constexpr uint8_t kFeatureUnknown = 0x80;   // no version uses it
inline constexpr uint8_t kFeatureArchFlags = 0x40; // an arch-flags varuint follows the header
inline constexpr unsigned kHeaderSize = 4;

inline constexpr unsigned kStaticStringCount = 0
#define TAIPAN_STATIC_STRING(number, text) +1
#include "taipan/abi/static_strings.def"
#undef TAIPAN_STATIC_STRING
    ;

enum class Arch : uint8_t {
#define TAIPAN_ARCH(name, word, thumb, native, inlineasm) name,
#include "taipan/abi/archs.def"
#undef TAIPAN_ARCH
};

/// Bytes of a machine word; 0 without an architecture.
constexpr unsigned wordBytes(Arch arch) {
    constexpr uint8_t kBytes[] = {
#define TAIPAN_ARCH(name, word, thumb, native, inlineasm) word,
#include "taipan/abi/archs.def"
#undef TAIPAN_ARCH
    };
    return kBytes[static_cast<uint8_t>(arch)];
}

enum class ObjectTag : uint8_t {
#define TAIPAN_OBJECT_TAG(name, payload) name,
#include "taipan/abi/object_tags.def"
#undef TAIPAN_OBJECT_TAG
};

/// Kind of a raw code: the low two bits of its length word.
enum class CodeKind : uint8_t { Bytecode, Native, Viper, Asm };

/// Scope flags of a function prelude (and, for Viper raw codes of linked modules, section flags).
inline constexpr uint8_t kScopeGenerator = 0x01;
inline constexpr uint8_t kScopeVarKeywords = 0x02;
inline constexpr uint8_t kScopeVarArgs = 0x04;
inline constexpr uint8_t kScopeDefKwargs = 0x08;
inline constexpr uint8_t kScopeSignatureMask = 0x0f;
inline constexpr uint8_t kViperRelocations = 0x10;
inline constexpr uint8_t kViperRodata = 0x20;
inline constexpr uint8_t kViperBss = 0x40;

/// Slots that an iterator occupies on the evaluation stack while a for loop runs.
inline constexpr int kIteratorSlots = 4;

} // namespace taipan::abi
