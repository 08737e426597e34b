// What the freezer knows while it works.
#pragma once

#include "freezer/build/cache.h"
#include "freezer/build/inputs.h"

namespace taipan::freezer {

struct FreezeState {
    InputTable inputs;
    ModuleCache known; // modules of the last run
    ModuleCache used;  // those of this one
};

} // namespace taipan::freezer
