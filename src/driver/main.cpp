// taipan: the tools in one program, one subcommand each.
#include <algorithm>
#include <cstdio>
#include <new>
#include <span>
#include <string_view>
#include <vector>

#include "src/driver/commands.h"
#include "src/driver/help/help_options.h"
#include "support/host/paths.h"
#include "support/host/target.h"

namespace {
using namespace taipan::driver;

/// The subcommands, in the order of the help text.
struct Subcommand {
    std::string_view name;
    void (*add)(taipan::driver::Command& root);
};
constexpr Subcommand kCommands[] = {
    {"compile", addCompileCommand},
    {"freeze", addFreezeCommand},
    {"makemanifest", addMakemanifestCommand},
    {"mpy-tool", addMpyToolCommand},
    {"dis", addDisCommand},
    {"info", addInfoCommand},
    {"lint", addLintCommand},
    {"lsp", addLspCommand},
    {"verify", addVerifyCommand},
    {"romfs", addRomfsCommand},
    {"run", addRunCommand},
    {"dump", addDumpCommand},
};

/// Adds the subcommand that the first word names; all when it names none. The others' options would
/// take most of the time that a start takes.
void addCommands(Command& root, std::span<const char* const> words) {
    const auto named =
        std::find_if(std::begin(kCommands), std::end(kCommands), [&](const Subcommand& command) {
            return words.size() > 1 && command.name == words[1];
        });
    if (named != std::end(kCommands)) return named->add(root);
    for (const Subcommand& command : kCommands) command.add(root);
    addHelpOptions(root);
}

/// Names under which the program is one of its subcommands, wherever they are in its own.
struct Alias {
    std::string_view name;
    const char* command;
};
constexpr Alias kAliases[] = {{"makemanifest", "makemanifest"}, {"mpy-tool", "mpy-tool"}};

/// What the version says of machine code: who makes it, in a build that has taipan-native.
constexpr const char* kNativeCode =
    *TAIPAN_LLVM_VERSION != 0 ? "; machine code by LLVM " TAIPAN_LLVM_VERSION : "";

/// The command line, with the subcommand that the program's name stands for.
std::vector<const char*> commandLine(int argc, char** argv) {
    std::vector<const char*> words(argv, argv + argc);
    const std::string_view name = taipan::host::nameOf(argc > 0 ? argv[0] : "");
    for (const Alias& alias : kAliases)
        if (name.find(alias.name) != name.npos) words.insert(words.begin() + 1, alias.command);
    return words;
}
} // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): without memory for its options it may end as it likes
int main(int argc, char** argv) {
    try {
        CommandLine line("taipan", "Cross-compiler and tools for MicroPython",
                         "taipan " TAIPAN_VERSION "; " + taipan::host::versionLine() + kNativeCode);
        const std::vector<const char*> words = commandLine(argc, argv);
        addCommands(line.root(), words);
        return line.run(words);
    } catch (const std::bad_alloc&) {
        std::fputs("taipan: out of memory\n", stderr);
        return 1;
    }
}
