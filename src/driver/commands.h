// The subcommands of taipan. Each adds itself to the command line.
#pragma once

#include "src/driver/command_line.h"

namespace taipan::driver {

void addCompileCommand(Command& root);
void addFreezeCommand(Command& root);
void addMakemanifestCommand(Command& root);
void addMpyToolCommand(Command& root);
void addDisCommand(Command& root);
void addInfoCommand(Command& root);
void addLintCommand(Command& root);
void addLspCommand(Command& root);
void addVerifyCommand(Command& root);
void addRomfsCommand(Command& root);
void addRunCommand(Command& root);
void addDumpCommand(Command& root);

} // namespace taipan::driver
