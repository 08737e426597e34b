// What the subcommands share: files read from disk, and plain printing.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "taipan/mpy-format/module.h"
#include "taipan/support/result.h"

namespace taipan::driver {

/// A file's bytes and the module they hold, whose views point into the bytes.
struct ModuleFile {
    std::string bytes;
    mpy::Module module;
};

/// "PATH: error: MESSAGE", as the commands say it that have one form of messages.
Failure namedFailure(const std::string& path, std::string_view message);

/// Reads `path` into `file`, which stays where it is as long as the module is used. A failure names
/// the file.
Result<void> loadModule(const std::string& path, ModuleFile& file);

/// The text of `path`. A failure names the file.
Result<std::string> loadText(const std::string& path);

/// Writes the output `path`. A failure names the file.
Result<void> saveOutput(const std::string& path, std::span<const uint8_t> bytes);

/// Writes `text` to standard error; there is no place to report a failure to.
void printError(std::string_view text);

/// Writes the failure's message to standard error, as a line; returns `status`.
int printFailure(const Failure& failure, int status = 1);

/// Writes `text` to standard output; false after saying on standard error what is wrong.
bool printOut(std::string_view text);

} // namespace taipan::driver
