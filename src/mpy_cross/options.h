// The command line of mpy-cross.
#pragma once

#include <string>

#include "src/mpy_cross/words.h"
#include "src/native/debug_files.h"
#include "support/report/report.h"
#include "taipan/compiler.h"

namespace taipan::mpy_cross {

/// What the command line asks for.
struct Options {
    CompileOptions compile;
    report::Format diagnostics = report::Format::Stock;
    std::string input; // "-": standard input
    std::string output;
    native::DebugFiles debug;
    bool hasOutput = false;     // -o was given
    bool hasSourceName = false; // -s was given
};

/// What main() does next.
struct ParseOutcome {
    enum Kind : uint8_t {
        Run,     // compile
        Usage,   // print the usage text on standard output, exit 1
        Version, // print the version line, exit 0
        Fail,    // print `message` on standard error, exit 1
    } kind = Run;
    std::string message;
};

/// Reads the command line as the stock program does: -X options in a pass of their own, before
/// everything else and wherever they stand, even behind "--".
ParseOutcome parseOptions(int argc, char** argv, Options& options);

/// All options of a section, with those that are not a compilation's.
std::vector<words::UsageRow> optionsOf(words::Section section);

/// The usage text of the program called `name`.
std::string usageText(std::string_view name);

} // namespace taipan::mpy_cross
