// Values as Python prints them, for output that has to be the same as that of a Python program.
#pragma once

#include <string>
#include <string_view>

#include "taipan/mpy-format/module.h"

namespace taipan::driver {

/// repr() of a str; bytes that are not UTF-8 show as \xNN.
std::string pythonRepr(std::string_view text);

/// repr() of a constant of an .mpy file.
std::string pythonRepr(const mpy::Object& object);

/// str() of a constant: as repr(), but for strings.
std::string pythonStr(const mpy::Object& object);

/// A string of JSON, quotes included, in ASCII.
std::string jsonString(std::string_view text);

/// Characters of `text`, which is UTF-8.
size_t pythonLength(std::string_view text);

} // namespace taipan::driver
