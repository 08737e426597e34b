// From the bytes of an .mpy file to a module in memory.
#pragma once

#include <cstdint>
#include <span>

#include "taipan/mpy-format/module.h"
#include "taipan/support/result.h"

namespace taipan::mpy {

struct ReadOptions {
    bool allowTrailing = false; // ignore bytes behind the outermost raw code, as firmware does
    bool inPlace = false; // views point into the given bytes, which then must outlive the module
};

/// Reads one version 6 file. The container is checked (every length within the file, known tags and
/// static numbers, NULs in place), its contents are not: see validate. Safe on arbitrary bytes;
/// memory stays proportional to the file. Raw codes come in file order, so children follow parents.
Result<Module> read(std::span<const uint8_t> bytes, const ReadOptions& options = {});

/// Spelling of static string `number` (1 .. abi::kStaticStringCount).
std::string_view staticString(unsigned number);

} // namespace taipan::mpy
