// A byte of options and arbitrary text through the whole compiler. What it accepts must be a file
// that reads, validates and writes back byte for byte, and the same with and without the options
// that only concern errors.
#include <cstdint>
#include <string>

#include "taipan/compiler.h"
#include "taipan/mpy-format/disassembler.h"
#include "taipan/mpy-format/reader.h"
#include "taipan/mpy-format/validator.h"
#include "taipan/mpy-format/writer.h"
#include "tests/fuzz/fuzz.h"

using namespace taipan;

namespace {

/// 0x03: level; 0x0c: small ints; 0x10: no lines; 0x20: strict; 0x40: recover; 0x80: little stack.
CompileOptions optionsFrom(uint8_t bits) {
    constexpr unsigned kSmallIntBits[] = {31, 30, 63, 64};
    constexpr size_t kLittleStack = size_t{64} << 10;
    CompileOptions options;
    options.sourceName = "fuzz.py";
    options.optLevel = bits & 3;
    options.smallIntBits = kSmallIntBits[(bits >> 2) & 3];
    options.sourceLines = (bits & 0x10) == 0;
    options.strict = (bits & 0x20) != 0;
    options.recover = (bits & 0x40) != 0;
    if ((bits & 0x80) != 0) options.stackBudget = kLittleStack;
    return options;
}

/// What firmware of 64 bits has. The command line takes 64, too, as stock's does.
constexpr unsigned kMostSmallIntBits = 63;

/// The first error among the findings, "" when there is none.
std::string firstError(const mpy::Module& module) {
    for (const mpy::Problem& problem : mpy::validate(module))
        if (problem.level == mpy::ProblemLevel::Error) return mpy::toString(problem);
    return {};
}

/// Whether the source is one that stock compiles into wrong code, where we do as stock: the strict
/// mode rejects it, or makes better code.
bool isKnownWrong(std::string_view text, CompileOptions options) {
    if (options.strict) return false;
    const std::vector<uint8_t> file = compile(text, options).mpy;
    options.strict = true;
    return compile(text, options).mpy != file;
}

void checkFile(std::string_view text, const CompileOptions& options,
               const std::vector<uint8_t>& file) {
    const Result<mpy::Module> module = mpy::read(file);
    if (!module) {
        if (isKnownWrong(text, options)) return;
        return fuzz::demand(false, "unreadable: " + module.error().message);
    }
    const std::string error = firstError(module.value());
    const bool loadsNowhere = options.smallIntBits > kMostSmallIntBits;
    fuzz::demand(!loadsNowhere || !error.empty(), "valid, but for no firmware");
    if (!error.empty() && !loadsNowhere && !isKnownWrong(text, options))
        fuzz::demand(false, "invalid: " + error);
    fuzz::demand(mpy::write(module.value()) == file, "written back otherwise");
    fuzz::demand(!mpy::disassemble(module.value()).empty(), "no listing");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    CompileOptions options = optionsFrom(data[0]);
    const CompileResult result = compile(text, options);
    bool errors = false;
    for (const Diagnostic& finding : result.diagnostics)
        errors = errors || finding.severity == Severity::Error;
    fuzz::demand(errors != result.ok(), "errors and a file, or neither");
    if (!result.ok()) return 0;
    checkFile(text, options, result.mpy);
    if (!options.recover) return 0;
    options.recover = false;
    fuzz::demand(compile(text, options).mpy == result.mpy, "recovery changes the file");
    return 0;
}
