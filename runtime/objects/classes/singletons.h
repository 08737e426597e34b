// None, Ellipsis and NotImplemented.
#pragma once

#include "runtime/value/type.h"

namespace taipan::runtime {

extern const TypeOf<1> ellipsisType;
extern const TypeOf<1> notImplementedType;

} // namespace taipan::runtime
