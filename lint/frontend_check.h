// What the compiler says of a file: family 1 is exact by asking it.
#pragma once

#include "lint/analysis/context.h"
#include "taipan/support/diagnostics.h"

namespace taipan::lint {

/// The errors of the newest release's grammar.
std::vector<Diagnostic> compileErrors(std::string_view text);

/// Reports those that hold for the target and that no finer finding explains.
void reportErrors(Context& context, const std::vector<Diagnostic>& errors,
                  const std::vector<Finding>& findings);

} // namespace taipan::lint
