// The one walk over a file for one target: live code only, every rule at the nodes it looks at.
#pragma once

#include "lint/analysis/context.h"

namespace taipan::lint {

/// Calls the rules in `enabled` (indexed by Code).
void walk(Context& context, const std::vector<bool>& enabled);

} // namespace taipan::lint
