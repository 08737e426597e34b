// Intermediate form to an .mpy module. Bytecode is byte for byte what stock's cross-compiler makes;
// the functions whose scopes ask for machine code get that from a maker (codegen/native.h).
#pragma once

#include <string>

#include "taipan/codegen/native.h"
#include "taipan/mpy-format/module.h"
#include "taipan/support/diagnostics.h"

namespace taipan {

struct BytecodeOptions {
    std::string sourceName;
    bool sourceLines = true; // write line tables
    bool strict = false;
    uint8_t smallIntBits = 31;
    uint32_t archFlags = 0;           // recorded in the header when not 0
    abi::Arch arch = abi::Arch::none; // of machine code
    NativeOpt nativeOpt = NativeOpt::Usual;
    bool nativeLines = false;        // line tables of machine code
    NativeDebug* debug = nullptr;    // files for debuggers, where they are wanted
    NativeDebug* told = nullptr;     // gets remarks, where they are wanted
    NativeBackend* native = nullptr; // its maker; not null when a scope asks for it
};

/// Lays out tables and code of `code`. The result's texts belong to the interner and to the arenas
/// behind the constants. Reports to `sink` what the format cannot hold; the result is then
/// unusable.
mpy::Module emitBytecode(const ir::Module& code, Interner& interner, DiagnosticSink& sink,
                         const BytecodeOptions& options);

} // namespace taipan
