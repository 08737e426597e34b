// What the subcommands share: files read from disk, and plain printing.
#pragma once

#include <string>
#include <string_view>

#include "taipan/mpy-format/module.h"

namespace taipan::driver {

/// A file's bytes and the module they hold, whose views point into the bytes.
struct ModuleFile {
    std::string bytes;
    mpy::Module module;
};

/// Reads `path` into `file`; false after saying on standard error what is wrong.
bool loadModule(const std::string& path, ModuleFile& file);

/// Reads the text of `path`; false after saying on standard error what is wrong.
bool loadText(const std::string& path, std::string& text);

/// Writes `text` to standard error; there is no place to report a failure to.
void printError(std::string_view text);

/// Writes `text` to standard output; false after saying on standard error what is wrong.
bool printOut(std::string_view text);

} // namespace taipan::driver
