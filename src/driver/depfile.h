// Dependency files for make and Ninja.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/driver/inputs.h"

namespace taipan::driver {

/// The text of a dependency file: a rule for each output, then an empty rule for each source, so
/// that make does not mind when one is deleted. Nothing when a name cannot be written in one (make
/// has no escape for a line break).
std::optional<std::string> depfileText(const std::vector<Job>& jobs);

/// The same for one output and everything that it is made from.
std::optional<std::string> depfileText(const std::string& output,
                                       const std::vector<std::string>& inputs);

} // namespace taipan::driver
