// What the modules of a project take on a board.
#pragma once

#include <string>
#include <vector>

#include "lint/lint.h"
#include "src/driver/lint/project.h"

namespace taipan::driver {

/// A table of the files that are `reached`: bytes of the .mpy file, of flash when it is frozen, of
/// RAM when it is loaded from a file instead, and of RAM together with all of the project that it
/// imports. Names that the firmware has are not counted: its standard ones, as stock's 32-bit ports
/// lay things out. Code, constants and names are counted, not the objects that running it makes.
std::string costTable(const std::vector<std::string>& names, const std::vector<LintFile>& files,
                      const std::vector<lint::FileResult>& results,
                      const std::vector<bool>& reached);

} // namespace taipan::driver
