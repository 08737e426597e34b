// The rules of the verifier by number. Freestanding.
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan::verifier {

enum class Rule : uint8_t {
#define TAIPAN_RULE(name, slug, by, expected, found) name,
#include "taipan/verifier/rules.def"
#undef TAIPAN_RULE
};

inline constexpr unsigned kRuleCount = 0
#define TAIPAN_RULE(name, slug, by, expected, found) +1
#include "taipan/verifier/rules.def"
#undef TAIPAN_RULE
    ;

/// Goes up when the verifier refuses what it accepted before. Frozen content says by which rules it
/// was proved, for the runtime does not prove it again (taipan_use_frozen()).
inline constexpr uint8_t kRulesVersion = 1;

// What a function has at most.
inline constexpr uint32_t kMaxSlots = 0xffff;
inline constexpr uint32_t kMaxPositional = 0xfe; // parameters, cells of a closure among them
inline constexpr uint32_t kMaxKeywordOnly = 0xff;
inline constexpr uint32_t kMaxNesting = 0xff; // of exception blocks
inline constexpr uint32_t kMaxCells = 0xff;
inline constexpr uint32_t kMaxPlaces = 0xfffd; // jumped to, the start and the end among them
/// Constants and functions of a module at most: code refers to them with two bytes.
inline constexpr size_t kMaxTable = 65536;

} // namespace taipan::verifier
