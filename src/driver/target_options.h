// The options of commands that compile: what the code is for, and how much of it is kept.
#pragma once

#include <string>

#include "taipan/compiler.h"

namespace CLI {
class App;
}

namespace taipan::driver {

struct TargetSettings {
    std::string arch;
    std::string archFlags;
    unsigned optLevel = 0;
    unsigned smallIntBits = 31;
    bool noSourceLines = false;
    bool noStrict = false;
};

/// Adds the options to `command`; `settings` must outlive it.
void addTargetOptions(CLI::App& command, TargetSettings& settings);

/// Sets `options` by what the command line said; returns what is wrong with it, "" for nothing.
std::string applyTargetOptions(const TargetSettings& settings, CompileOptions& options);

} // namespace taipan::driver
