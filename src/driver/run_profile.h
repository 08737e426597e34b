// The profile of a program that `taipan run` runs.
#pragma once

#include <string>

#include "hosted/function_counts.h"
#include "taipan/support/result.h"

namespace taipan::driver {

/// Whether a profile can be written there; to be asked before the program runs. A failure names the
/// file.
Result<void> canWriteProfile(const std::string& path);
/// Has the runtime count; `counts` stay in use.
void startProfile(host::FunctionCounts& counts);
/// Ends that, and writes what was counted. A failure names the file.
Result<void> endProfile(const std::string& path, const host::FunctionCounts& counts);

} // namespace taipan::driver
