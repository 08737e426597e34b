// Big integers as the runtime has them: the room numbers/ in the configuration that the options
// say. The files big_….cpp compile its sources.
#pragma once

#include "runtime/value/features.h"
#include "taipan/numbers/integer.h"

static_assert(TAIPAN_NUMBERS_KIND == TAIPAN_NUMBERS, "features.h comes before taipan/numbers");

namespace taipan::runtime {
using namespace numbers;
static_assert(kLimbBits == sizeof(void*) * 8);
} // namespace taipan::runtime
