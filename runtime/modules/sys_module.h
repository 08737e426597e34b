// The module sys.
#pragma once

#include "runtime/value/names.h"
#include "runtime/value/value.h"

namespace taipan::runtime {

/// The attributes of sys that programs change, or that are made at start: an attr slot.
void sysAttr(Name name, Value* dest);

} // namespace taipan::runtime
