// The subcommands of taipan. Each adds itself to the command line and, when it was chosen, leaves
// its exit code: 0 all is well, 1 something was wrong with the input, 2 the command line was.
#pragma once

namespace CLI {
class App;
}

namespace taipan::driver {

void addCompileCommand(CLI::App& app, int& exitCode);
void addFreezeCommand(CLI::App& app, int& exitCode);
void addMakemanifestCommand(CLI::App& app, int& exitCode);
void addMpyToolCommand(CLI::App& app, int& exitCode);
void addDisCommand(CLI::App& app, int& exitCode);
void addInfoCommand(CLI::App& app, int& exitCode);
void addVerifyCommand(CLI::App& app, int& exitCode);
void addRomfsCommand(CLI::App& app, int& exitCode);
void addRunCommand(CLI::App& app, int& exitCode);
void addDumpCommand(CLI::App& app, int& exitCode);

} // namespace taipan::driver
