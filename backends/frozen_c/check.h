// What is in the way of freezing modules, looked for in all of them before anything is written.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "taipan/abi/opcodes.h"
#include "taipan/backends/frozen_c.h"

namespace taipan::frozen {

/// Reports names that occur twice or cannot be looked up, code that cannot be frozen, machine code
/// of different architectures, and strings longer than `longestString` bytes. Modules without
/// failures are safe to generate from.
std::vector<FreezeFailure> check(std::span<const FrozenModule> modules,
                                 std::span<const FrozenText> texts, size_t longestString);

/// A failure about entry `index` of the module's string (Operand::Qstr) or object table
/// (Operand::Object), located where the first function refers to it.
FreezeFailure failureAt(std::span<const FrozenModule> modules, uint32_t module, abi::Operand table,
                        uint32_t index, std::string message);

} // namespace taipan::frozen
