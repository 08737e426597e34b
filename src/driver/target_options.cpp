#include "src/driver/target_options.h"

#include "src/driver/other_compiler.h"
#include "support/host/target.h"

namespace taipan::driver {

void addTargetOptions(Command& command, TargetSettings& settings, const char* levelHelp) {
    command.option("-O,--opt-level", settings.optLevel, levelHelp).inRange(0, 9);
    command.option("--march", settings.arch, "Architecture of the target");
    command.option("--march-flags", settings.archFlags, "Its extensions, as in zba,zcmp");
    command.option("--small-int-bits", settings.smallIntBits, "Small integers of the target")
        .inRange(host::kMinSmallIntBits, host::kMaxSmallIntBits);
    command.flag("--no-source-lines", settings.noSourceLines, "Leave line numbers out");
    command
        .option("--native-mpy-cross", settings.nativeCompiler,
                "Compiler of files with native code, as long as ours has none")
        .fromEnvironment(kNativeCompilerVariable);
    command.flag("--no-strict", settings.noStrict,
                 "Accept source that the stock compiler turns into wrong code");
}

Result<void> applyTargetOptions(const TargetSettings& settings, CompileOptions& options) {
    if (settings.optLevel) options.optLevel = *settings.optLevel;
    if (settings.smallIntBits) options.smallIntBits = *settings.smallIntBits;
    if (settings.noSourceLines) options.sourceLines = false;
    options.recover = true;
    options.strict = !settings.noStrict;
    if (!settings.arch.empty()) {
        const auto arch = host::parseArch(settings.arch);
        if (!arch) return Failure{"--march: one of " + host::archNames(", ")};
        options.arch = *arch;
    }
    if (!settings.archFlags.empty()) {
        const auto flags = host::parseArchFlags(options.arch, settings.archFlags);
        if (!flags) return Failure{"--march-flags: not known for this architecture"};
        options.archFlags = *flags;
    }
    return {};
}

} // namespace taipan::driver
