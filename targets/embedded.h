// The table that is part of the program.
#pragma once

#include <string_view>

namespace taipan::targets {

std::string_view embeddedTable();

} // namespace taipan::targets
