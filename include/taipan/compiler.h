// Taipan as a library: MicroPython source in memory to an .mpy file in memory. Thread-safe, no
// global state, never prints, never exits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/abi/mpy.h"
#include "taipan/support/diagnostics.h"

namespace taipan {

/// Code generator for functions without a decorator.
enum class Emitter : uint8_t { Bytecode, Native, Viper };

struct CompileOptions {
    std::string sourceName = "<stdin>"; // recorded in the file, shown in tracebacks
    std::string inputName;              // path the text was read from, when not sourceName
    InputKind input = InputKind::File;
    unsigned optLevel = 0;      // 1, 2: no asserts; 3: no line numbers either
    bool sourceLines = true;    // keep line numbers (below level 3)
    unsigned smallIntBits = 31; // of the target, 8..64
    abi::Arch arch = abi::Arch::none;
    uint32_t archFlags = 0; // rv32imc: 1 Zba, 2 Zcmp; non-zero is recorded in the file
    Emitter emitter = Emitter::Bytecode;
    /// Go on after an error, statement by statement, and report several.
    bool recover = false;
    /// Report source that stock compiles into wrong code (TP04xx) as errors; otherwise do as stock.
    bool strict = false;
    /// Bytes of stack that one compilation may use; deeper nesting is an error.
    size_t stackBudget = size_t{4} << 20;
};

struct CompileResult {
    std::vector<uint8_t> mpy; // empty when there were errors
    std::vector<Diagnostic> diagnostics;
    bool ok() const { return !mpy.empty(); }
};

/// Compiles one module. Bad source gives diagnostics, never an exception; only running out of
/// memory throws (std::bad_alloc).
CompileResult compile(std::string_view source, const CompileOptions& options);

/// What the compiler makes on the way, in order.
enum class Stage : uint8_t { Tokens, Ast, Scopes, Ir, Bytecode };

struct DumpResult {
    std::string text; // empty when a stage up to the wanted one found errors
    std::vector<Diagnostic> diagnostics;
};

/// The product of one stage as text, for tests and the curious.
DumpResult dump(std::string_view source, Stage stage, const CompileOptions& options);

} // namespace taipan
