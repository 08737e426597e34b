// The native functions behind manifests: the module _manifest that prelude.py imports.
#pragma once

#include "freezer/manifest/evaluation.h"

namespace taipan::freezer {

/// Makes the module, whose functions work on the evaluation of the runtime's context (a
/// ManifestContext); false when the runtime's memory is out.
bool registerNatives(Mode mode);

} // namespace taipan::freezer
