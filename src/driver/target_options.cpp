#include "src/driver/target_options.h"

#include <type_traits>

#include "src/driver/other_compiler.h"
#include "support/host/target.h"

namespace taipan::driver {

namespace {
/// A row of the table, as an option of a command: by its form.
struct Words {
    const char *names, *help;
};

template <typename Form>
void add(Command&, Form, const Words&, typename Form::Setting&) {}
void add(Command& command, words::Level, const Words& row, std::optional<unsigned>& setting) {
    command.option(row.names, setting, row.help).inRange(0, 9);
}
void add(Command& command, words::Bits, const Words& row, std::optional<unsigned>& setting) {
    command.option(row.names, setting, row.help)
        .inRange(host::kMinSmallIntBits, host::kMaxSmallIntBits);
}
void add(Command& command, words::Machine, const Words& row, std::string& setting) {
    command.option(row.names, setting, row.help);
}
void add(Command& command, words::Extensions, const Words& row, std::string& setting) {
    command.option(row.names, setting, row.help);
}
void add(Command& command, words::Profile, const Words& row, std::string& setting) {
    command.option(row.names, setting, row.help);
}
void add(Command& command, words::Functions, const Words& row, std::string& setting) {
    command.option(row.names, setting, row.help);
}
void add(Command& command, words::Switch, const Words& row, bool& setting) {
    command.flag(row.names, setting, row.help);
}
void add(Command& command, words::Extra, const Words& row, bool& setting) {
    command.flag(row.names, setting, row.help);
}

/// Sets the field of a row by what was said of it.
template <typename Form, typename Value>
Result<void> apply(Form, const typename Form::Setting&, CompileOptions&, Value&) {
    return {};
}
template <typename Form>
Result<void> apply(Form, std::optional<unsigned> said, CompileOptions&, unsigned& field) {
    field = said.value_or(field);
    return {};
}
Result<void> apply(words::Machine, const std::string& said, CompileOptions&, abi::Arch& field) {
    if (said.empty()) return {};
    const auto arch = host::parseArch(said);
    if (!arch) return Failure{"one of " + host::archNames(", ")};
    field = *arch;
    return {};
}
Result<void> apply(words::Extensions, const std::string& said, CompileOptions& options,
                   uint32_t& field) {
    if (said.empty()) return {};
    const auto flags = host::parseArchFlags(options.arch, said);
    if (!flags) return Failure{"not known for this architecture"};
    field = *flags;
    return {};
}
Result<void> apply(words::Profile, const std::string& said, CompileOptions&, NativeOpt& field) {
    if (said.empty()) return {};
    const auto named = words::parseProfile(said);
    if (!named) return Failure{"one of size, balanced, speed"};
    field = *named;
    return {};
}
Result<void> apply(words::Functions, const std::string& said, CompileOptions&, std::string& field) {
    field = said;
    return {};
}
Result<void> apply(words::Switch, bool saidOff, CompileOptions&, bool& field) {
    if (saidOff) field = false;
    return {};
}
Result<void> apply(words::Extra, bool saidOn, CompileOptions&, bool& field) {
    field = saidOn;
    return {};
}
} // namespace

void addTargetOptions(Command& command, TargetSettings& settings, const char* levelHelp) {
#define TAIPAN_COMPILE_OPTION(type, name, value, affects, form, cross, shown, usage, names, help)  \
    if (*(names) != 0) {                                                                           \
        constexpr bool isLevel = std::is_same_v<words::form, words::Level>;                        \
        add(command, words::form{}, {names, isLevel && levelHelp != nullptr ? levelHelp : (help)}, \
            settings.name);                                                                        \
    }
#include "taipan/compile_options.def"
#undef TAIPAN_COMPILE_OPTION
    command
        .option("--native-mpy-cross", settings.nativeCompiler,
                "Compiler of files with native code, as long as ours has none")
        .fromEnvironment(kNativeCompilerVariable);
}

Result<void> applyTargetOptions(const TargetSettings& settings, CompileOptions& options) {
    options.recover = true;
    options.strict = true;
#define TAIPAN_COMPILE_OPTION(type, name, value, affects, form, cross, shown, usage, names, help)  \
    if (const auto set = apply(words::form{}, settings.name, options, options.name); !set.ok())    \
        return Failure{names ": " + set.error().message};
#include "taipan/compile_options.def"
#undef TAIPAN_COMPILE_OPTION
    return {};
}

} // namespace taipan::driver
