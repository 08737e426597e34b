// From a module in memory to the bytes of an .mpy file.
#pragma once

#include <cstdint>
#include <vector>

#include "taipan/mpy-format/module.h"

namespace taipan::mpy {

/// The file of `module`, every number in its shortest form. The raw codes must form a tree under
/// rawCodes[0] in which a child's index is larger than its parent's, and viper flags must agree
/// with the sections present; nothing else is checked (see validate). Never fails but for lack of
/// memory.
std::vector<uint8_t> write(const Module& module);

} // namespace taipan::mpy
