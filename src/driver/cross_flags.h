// Options of mpy-cross in one word, as builds hand them to the freezer.
#pragma once

#include <string>

#include "src/mpy_cross/options.h"
#include "taipan/support/result.h"

namespace taipan::driver {

/// What the word says.
struct CrossFlags {
    CompileOptions compile;
    report::Format diagnostics = report::Format::Rich;
    bool hasLevel = false; // there is an -O
};

/// Splits `text` at its blanks and reads the words as mpy-cross does.
Result<CrossFlags> parseCrossFlags(const std::string& text);

/// The words of a text, between blanks.
std::vector<std::string> splitWords(const std::string& text);

} // namespace taipan::driver
