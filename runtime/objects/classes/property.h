// Properties.
#pragma once

#include "runtime/value/type.h"

namespace taipan::runtime {

/// A property: functions, or None where it has none.
struct Property : Object {
    Value getter, setter, deleter;
};

extern const TypeOf<2> propertyType;

} // namespace taipan::runtime
