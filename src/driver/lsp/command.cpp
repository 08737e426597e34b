// taipan lsp: the linter in an editor.
#include <cstdio>
#include <memory>
#include <unistd.h>

#include "src/driver/commands.h"
#include "src/driver/lsp/server.h"
#include "src/driver/module_file.h"
#include "targets/target.h"

namespace taipan::driver {

namespace {
int runServer(const std::string& target) {
    if (!target.empty()) {
        const auto parsed = targets::parseTargets(targets::Table::builtIn(), target);
        if (!parsed) {
            std::fprintf(stderr, "taipan lsp: %s\n", parsed.error().message.c_str());
            return 2;
        }
    }
    Transport transport(STDIN_FILENO, STDOUT_FILENO);
    const int status = serve(transport, target);
    std::fflush(nullptr);
    // The reader may still wait for input: nothing of it needs to be unwound.
    ::_exit(status);
}
} // namespace

void addLspCommand(Command& root) {
    auto target = std::make_shared<std::string>();
    Command command = root.command("lsp", "Answer an editor: the linter as a language server");
    command.option("-t,--target", *target,
                   "As of lint; without it, from pyproject.toml or what a file imports");
    command.onRun([target] { return runServer(*target); });
}

} // namespace taipan::driver
