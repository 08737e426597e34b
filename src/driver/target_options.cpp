#include "src/driver/target_options.h"

#include <CLI/CLI.hpp>

#include "src/driver/other_compiler.h"
#include "support/host/target.h"

namespace taipan::driver {

void addTargetOptions(CLI::App& command, TargetSettings& settings) {
    command
        .add_option("-O,--opt-level", settings.optLevel,
                    "0; 1 and 2: no asserts; 3: no line numbers either")
        ->check(CLI::Range(0, 9));
    command.add_option("--march", settings.arch, "Architecture of the target");
    command.add_option("--march-flags", settings.archFlags, "Its extensions, as in zba,zcmp");
    command.add_option("--small-int-bits", settings.smallIntBits, "Small integers of the target")
        ->check(CLI::Range(host::kMinSmallIntBits, host::kMaxSmallIntBits));
    command.add_flag("--no-source-lines", settings.noSourceLines, "Leave line numbers out");
    command
        .add_option("--native-mpy-cross", settings.nativeCompiler,
                    "Compiler of files with native code, as long as ours has none")
        ->envname(kNativeCompilerVariable);
    command.add_flag("--no-strict", settings.noStrict,
                     "Accept source that the stock compiler turns into wrong code");
}

std::string applyTargetOptions(const TargetSettings& settings, CompileOptions& options) {
    if (settings.optLevel) options.optLevel = *settings.optLevel;
    if (settings.smallIntBits) options.smallIntBits = *settings.smallIntBits;
    if (settings.noSourceLines) options.sourceLines = false;
    options.recover = true;
    options.strict = !settings.noStrict;
    if (!settings.arch.empty()) {
        const auto arch = host::parseArch(settings.arch);
        if (!arch) return "--march: one of " + host::archNames(", ");
        options.arch = *arch;
    }
    if (!settings.archFlags.empty()) {
        const auto flags = host::parseArchFlags(options.arch, settings.archFlags);
        if (!flags) return "--march-flags: not known for this architecture";
        options.archFlags = *flags;
    }
    return {};
}

} // namespace taipan::driver
