// taipan: the tools in one program, one subcommand each.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <new>
#include <string_view>
#include <vector>

#include "src/driver/commands.h"
#include "src/host/target.h"

namespace {
/// Names under which the program is one of its subcommands, wherever they are in its own.
struct Alias {
    std::string_view name;
    const char* command;
};
constexpr Alias kAliases[] = {{"makemanifest", "makemanifest"}, {"mpy-tool", "mpy-tool"}};

/// The command line, with the subcommand that the program's name stands for.
std::vector<const char*> commandLine(int argc, char** argv) {
    std::vector<const char*> words(argv, argv + argc);
    std::string_view name = argc > 0 ? argv[0] : "";
    name.remove_prefix(name.find_last_of('/') + 1);
    for (const Alias& alias : kAliases)
        if (name.find(alias.name) != name.npos) words.insert(words.begin() + 1, alias.command);
    return words;
}
} // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): without memory for its options it may end as it likes
int main(int argc, char** argv) {
    using namespace taipan::driver;
    CLI::App app{"Cross-compiler and tools for MicroPython", "taipan"};
    app.set_version_flag("--version", "taipan " TAIPAN_VERSION "; " + taipan::host::versionLine());
    app.require_subcommand(1);
    int exitCode = 0;
    addCompileCommand(app, exitCode);
    addFreezeCommand(app, exitCode);
    addMakemanifestCommand(app, exitCode);
    addMpyToolCommand(app, exitCode);
    addDisCommand(app, exitCode);
    addInfoCommand(app, exitCode);
    addVerifyCommand(app, exitCode);
    addRomfsCommand(app, exitCode);
    addRunCommand(app, exitCode);
    addDumpCommand(app, exitCode);
    try {
        const std::vector<const char*> words = commandLine(argc, argv);
        app.parse(static_cast<int>(words.size()), words.data());
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::bad_alloc&) {
        std::fputs("taipan: out of memory\n", stderr);
        return 1;
    }
    return exitCode;
}
