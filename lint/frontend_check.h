// What the compiler says of a file: family 1 is exact by asking it.
#pragma once

#include "lint/analysis/context.h"
#include "taipan/support/diagnostics.h"

namespace taipan::lint {

/// The errors of the newest release's grammar. Code is generated only where a block is large enough
/// for a jump that is too long.
std::vector<Diagnostic> compileErrors(const SourceBuffer& source, const Node& module);

/// Reports those that hold for the target and that no finer finding explains.
void reportErrors(Context& context, const std::vector<Diagnostic>& errors,
                  const std::vector<Finding>& findings);

} // namespace taipan::lint
