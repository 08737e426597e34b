// From .mpy files to functions.
#pragma once

#include "runtime/vm/code.h"

namespace taipan::runtime {

/// Loads a .mpy file and makes it the code of `context`; the result is the function that runs the
/// module's body. Nothing in the file is trusted: ValueError ("invalid .mpy file", "incompatible
/// .mpy file") for what does not add up; in builds without TAIPAN_HAS_VERIFIER only for another
/// version or architecture, and numbers beyond the runtime's limits. The bytes are copied.
Value loadMpy(ModuleContext* context, const uint8_t* data, size_t size);

} // namespace taipan::runtime
