// Values as Python prints them, for output that has to be the same as that of a Python program.
#pragma once

#include <string>

#include "taipan/mpy-format/module.h"

namespace taipan::driver {

/// repr() of a constant of an .mpy file.
std::string reprOf(const mpy::Object& object);

/// str() of a constant: as repr(), but for strings.
std::string strOf(const mpy::Object& object);

} // namespace taipan::driver
