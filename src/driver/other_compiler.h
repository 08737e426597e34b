// Another cross-compiler, for source that ours has no code generator for.
#pragma once

#include <string>

#include "taipan/freezer/other_compiler.h"

namespace taipan::driver {

/// The environment variable that names one.
inline constexpr const char* kNativeCompilerVariable = "TAIPAN_NATIVE_MPYCROSS";

/// Compiles by the program at `path`, which takes the options of the stock mpy-cross; "" for none.
freezer::OtherCompiler otherCompiler(std::string path);

} // namespace taipan::driver
