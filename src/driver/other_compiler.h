// Another cross-compiler, for source that ours has no code generator for.
#pragma once

#include <string>

#include "taipan/freezer/freeze.h"

namespace taipan::driver {

/// Compiles by the program at `path`, which takes the options of the stock mpy-cross.
freezer::OtherCompiler otherCompiler(std::string path);

} // namespace taipan::driver
