#pragma once

#include <string>
#include <string_view>

#include "src/driver/help/command_shape.h"

namespace taipan::driver {

/// The manual page of a program, in section 1; `statuses` says what its exit codes mean, a line
/// each
/// ("0 all is well").
std::string manPage(const CommandShape& program, std::string_view version,
                    std::string_view statuses);

} // namespace taipan::driver
