// The frozen content in use.
#pragma once

#include "runtime/value/features.h"
#if TAIPAN_HAS_FROZEN
#include "taipan/frozen.h"

namespace taipan::runtime {

/// What taipan_use_frozen() was given; null: none.
extern const taipan_frozen* frozen;

} // namespace taipan::runtime
#endif
