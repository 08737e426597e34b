// The options of commands that compile: what the code is for, and how much of it is kept.
#pragma once

#include <string>

#include "src/driver/command_line.h"
#include "src/mpy_cross/words.h"
#include "taipan/compiler.h"
#include "taipan/support/result.h"

namespace taipan::driver {

struct TargetSettings {
    std::string nativeCompiler; // path of a program, "" for none
    /// What was said of each option of the compilation.
#define TAIPAN_COMPILE_OPTION(type, name, value, affects, form, ...) words::form::Setting name{};
#include "taipan/compile_options.def"
#undef TAIPAN_COMPILE_OPTION
};

/// Adds the options to `command`; `settings` must outlive it. `levelHelp` tells of the level in
/// other words than the table.
void addTargetOptions(Command& command, TargetSettings& settings, const char* levelHelp = nullptr);

/// Sets `options` by what the command line said, and leaves the rest as it is.
Result<void> applyTargetOptions(const TargetSettings& settings, CompileOptions& options);

} // namespace taipan::driver
