#pragma once

#include "src/driver/command_line.h"

namespace taipan::driver {

/// Adds the options that print completion scripts and manual pages, of this program and of
/// mpy-cross. They tell of the commands that are there when they are read.
void addHelpOptions(Command& root);

} // namespace taipan::driver
