// Compilers of native code: ours, which is a program of its own, and another for what that one does
// not make.
#pragma once

#include <string>

#include "taipan/freezer/other_compiler.h"

namespace taipan::driver {

/// The environment variable that names one.
inline constexpr const char* kNativeCompilerVariable = "TAIPAN_NATIVE_MPYCROSS";

/// Compiles by taipan-native, where there is one. What that does not make is compiled by the
/// program at `path`, which takes the options of the stock mpy-cross; "" for none. When that one
/// fails too, the diagnostics are ours, and the hint of the first is what it says. Empty when there
/// is neither.
freezer::OtherCompiler otherCompiler(std::string path);

} // namespace taipan::driver
