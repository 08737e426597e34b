// The native functions behind manifests: the module _manifest that manifest_prelude.h imports.
#pragma once

#include "freezer/manifest_evaluation.h"

namespace taipan::freezer {

/// Makes the module, whose functions work on `evaluation` until the next call; false when the
/// runtime's memory is out.
bool registerNatives(Evaluation& evaluation, Mode mode);

} // namespace taipan::freezer
