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
#include "taipan/support/native_opt.h"

namespace taipan {

/// Code generator for functions without a decorator.
enum class Emitter : uint8_t { Bytecode, Native, Viper };

/// The rows are in compile_options.def.
struct CompileOptions {
#define TAIPAN_COMPILE_OPTION(type, name, value, ...) type name = value;
#include "taipan/compile_options.def"
#undef TAIPAN_COMPILE_OPTION
};

/// What another value of an option changes; see compile_options.def.
enum class OptionAffects : uint8_t { File, Words, Limits, Beside };

/// Calls `take(affects, name, field)` for every option, in the order of the table.
template <typename Options, typename Take>
void forEachOption(Options& options, Take take) {
#define TAIPAN_COMPILE_OPTION(type, name, value, affects, ...)                                     \
    take(OptionAffects::affects, #name, options.name);
#include "taipan/compile_options.def"
#undef TAIPAN_COMPILE_OPTION
}

struct CompileResult {
    std::vector<uint8_t> mpy; // empty when there were errors
    std::vector<Diagnostic> diagnostics;
    NativeDebug debug; // where it was asked for
    bool ok() const { return !mpy.empty(); }
};

class NativeBackend; // codegen/native.h

/// Compiles one module. Bad source gives diagnostics, never an exception; only running out of
/// memory throws (std::bad_alloc). `native` makes the machine code that source or options ask for;
/// without it, that is an error.
CompileResult compile(std::string_view source, const CompileOptions& options,
                      NativeBackend* native = nullptr);

/// How much a function is likely to do, beside others of its module.
struct FunctionWork {
    std::string name; // qualified; several may have one
    uint64_t work = 0;
};

/// Guesses that from the code: by loops, and calls of functions in them. Empty for bad source.
std::vector<FunctionWork> estimateWork(std::string_view source, const CompileOptions& options);

/// What the compiler makes on the way, in order.
enum class Stage : uint8_t { Tokens, Ast, Scopes, Ir, Ssa, Bytecode };

struct DumpResult {
    std::string text; // empty when a stage up to the wanted one found errors
    std::vector<Diagnostic> diagnostics;
};

/// The product of one stage as text, for tests and the curious.
DumpResult dump(std::string_view source, Stage stage, const CompileOptions& options,
                NativeBackend* native = nullptr);

} // namespace taipan
