// The options of commands that compile: what the code is for, and how much of it is kept.
#pragma once

#include <optional>
#include <string>

#include "src/driver/command_line.h"
#include "taipan/compiler.h"
#include "taipan/support/result.h"

namespace taipan::driver {

struct TargetSettings {
    std::string arch;
    std::string archFlags;
    std::string nativeCompiler; // path of a program, "" for none
    std::optional<unsigned> optLevel, smallIntBits;
    bool noSourceLines = false;
    bool noStrict = false;
};

inline constexpr const char* kLevelHelp = "0; 1 and 2: no asserts; 3: no line numbers either";

/// Adds the options to `command`; `settings` must outlive it.
void addTargetOptions(Command& command, TargetSettings& settings,
                      const char* levelHelp = kLevelHelp);

/// Sets `options` by what the command line said, and leaves the rest as it is.
Result<void> applyTargetOptions(const TargetSettings& settings, CompileOptions& options);

} // namespace taipan::driver
