// deque of the module collections.
#pragma once

#include "runtime/value/type.h"

namespace taipan::runtime {

extern const TypeOf<5> dequeType;

} // namespace taipan::runtime
