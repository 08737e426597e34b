// The parts of one function's code, found by its prelude.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "taipan/abi/prelude.h"
#include "taipan/mpy-format/module.h"
#include "taipan/support/result.h"

namespace taipan::mpy {

/// A bytecode or native function taken apart. Offsets count from the start of RawCode::code.
struct Function {
    abi::Prelude prelude;
    bool isNative = false;  // its lines are of machine code, from the start of RawCode::code on
    uint32_t preludeAt = 0; // signature bytes
    uint32_t sizesAt = 0;
    uint32_t infoAt = 0;
    uint32_t linesAt = 0;
    uint32_t cellsAt = 0;
    uint32_t opcodesAt = 0;      // end of the prelude
    std::vector<uint32_t> names; // string indices: the function's, then the parameters'
    std::span<const uint8_t> lines;
    std::span<const uint8_t> cells;
    std::span<const uint8_t> opcodes; // empty for native functions of stock
};

/// Takes `code` (of kind Bytecode or Native) apart, as `dialect` has it. Fails when the prelude
/// does not fit in the code; the offset of the failure counts from the start of the code.
Result<Function> parseFunction(const abi::Dialect& dialect, const RawCode& code);

/// The qualified name of raw code `index`, for people: "<module>.Class.method". Bad names show as
/// "<bad>", functions without a prelude as "<viper 3>"; `parents` comes from parentsOf.
std::string qualifiedName(const Module& module, const std::vector<uint32_t>& parents,
                          uint32_t index);

inline constexpr uint32_t kNoParent = UINT32_MAX;

/// For every raw code its parent's index, kNoParent for the first and for those outside of the
/// tree. Links that point backwards or out of range are left out, so that following parents always
/// ends.
std::vector<uint32_t> parentsOf(const Module& module);

/// The plain name of raw code `index`, as qualifiedName shows its last part.
std::string simpleName(const Module& module, uint32_t index);

} // namespace taipan::mpy
