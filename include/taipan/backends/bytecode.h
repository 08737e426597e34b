// Intermediate form to an .mpy module of bytecode, byte for byte what stock's cross-compiler makes.
#pragma once

#include <string>

#include "taipan/codegen/ir.h"
#include "taipan/mpy-format/module.h"
#include "taipan/support/diagnostics.h"

namespace taipan {

struct BytecodeOptions {
    std::string sourceName;
    bool sourceLines = true; // write line tables
    bool strict = false;
    uint8_t smallIntBits = 31;
    uint32_t archFlags = 0; // recorded in the header when not 0
};

/// Lays out tables and code of `code`. The result's texts belong to the interner and to the arenas
/// behind the constants. Reports to `sink` what the format cannot hold; the result is then
/// unusable.
mpy::Module emitBytecode(const ir::Module& code, Interner& interner, DiagnosticSink& sink,
                         const BytecodeOptions& options);

} // namespace taipan
