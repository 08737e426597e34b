// Dependency files for make and Ninja.
#pragma once

#include <string>
#include <vector>

#include "src/driver/compile/inputs.h"
#include "taipan/support/result.h"

namespace taipan::driver {

/// The text of a dependency file: a rule for each output, then an empty rule for each source, so
/// that make does not mind when one is deleted. Or which name cannot be written in one: there is no
/// escape for a line break, for instance. What make reads as it should and Ninja cannot express
/// (quotes, `*;<>`) makes Ninja do the step every time.
/// `shared`: what all outputs depend on besides.
Result<std::string> depfileText(const std::vector<Job>& jobs,
                                const std::vector<std::string>& shared = {});

/// The same for one output and everything that it is made from.
Result<std::string> depfileText(const std::string& output, const std::vector<std::string>& inputs);

} // namespace taipan::driver
