#pragma once

#include "src/driver/help/command_shape.h"

namespace taipan::driver {

/// The command line of mpy-cross. What belongs to its -X has that in front, as in "-X emit=".
CommandShape crossShape();

} // namespace taipan::driver
