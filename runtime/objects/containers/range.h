// Ranges.
#pragma once

#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

struct Range : Object {
    intptr_t start, stop, step;
};

extern const TypeOf<5 + TAIPAN_HAS_RANGE_EQUALITY + TAIPAN_HAS_RANGE_ATTRS> rangeType;

} // namespace taipan::runtime
