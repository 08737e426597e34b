// taipan: the tools in one program, one subcommand each.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <new>

#include "src/driver/commands.h"
#include "src/host/target.h"

// NOLINTNEXTLINE(bugprone-exception-escape): without memory for its options it may end as it likes
int main(int argc, char** argv) {
    using namespace taipan::driver;
    CLI::App app{"Cross-compiler and tools for MicroPython", "taipan"};
    app.set_version_flag("--version", "taipan " TAIPAN_VERSION "; " + taipan::host::versionLine());
    app.require_subcommand(1);
    int exitCode = 0;
    addCompileCommand(app, exitCode);
    addDisCommand(app, exitCode);
    addInfoCommand(app, exitCode);
    addVerifyCommand(app, exitCode);
    addRunCommand(app, exitCode);
    addDumpCommand(app, exitCode);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::bad_alloc&) {
        std::fputs("taipan: out of memory\n", stderr);
        return 1;
    }
    return exitCode;
}
