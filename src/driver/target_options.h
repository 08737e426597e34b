// The options of commands that compile: what the code is for, and how much of it is kept.
#pragma once

#include <optional>
#include <string>

#include "taipan/compiler.h"

namespace CLI {
class App;
}

namespace taipan::driver {

struct TargetSettings {
    std::string arch;
    std::string archFlags;
    std::string nativeCompiler; // path of a program, "" for none
    std::optional<unsigned> optLevel, smallIntBits;
    bool noSourceLines = false;
    bool noStrict = false;
};

/// Adds the options to `command`; `settings` must outlive it.
void addTargetOptions(CLI::App& command, TargetSettings& settings);

/// Sets `options` by what the command line said, and leaves the rest as it is; returns what is
/// wrong with it, "" for nothing.
std::string applyTargetOptions(const TargetSettings& settings, CompileOptions& options);

} // namespace taipan::driver
