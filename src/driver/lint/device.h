// What tools/device_facts.py printed on a board.
#pragma once

#include <string>

#include "targets/device.h"

namespace taipan::driver {

/// Reads the file: a line of JSON, and before it, maybe, what help("modules") printed, whose
/// modules count, too. A failure is "PATH: error: MESSAGE".
Result<targets::Device> readDevice(const std::string& path);

} // namespace taipan::driver
