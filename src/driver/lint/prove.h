// Shows findings on the runtime: what is found there is run, and the exception noted beside it.
#pragma once

#include <vector>

#include "lint/lint.h"
#include "src/driver/lint/project.h"
#include "src/driver/lint/settings.h"

namespace taipan::driver {

/// Fills Finding::proof of those findings that can be shown by a program of their own; gives how
/// many. Programs that take longer than two seconds show nothing.
size_t proveFindings(const LintSettings& settings, const std::vector<LintFile>& files,
                     const lint::Options& options, std::vector<lint::FileResult>& results);

} // namespace taipan::driver
