// Slices.
#pragma once

#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// Missing parts are None.
struct Slice : Object {
    Value start, stop, step;
};

extern const TypeOf<2 + TAIPAN_HAS_SLICE_ATTRS> sliceType;

Value newSlice(Value start, Value stop, Value step);

/// What a slice means for a sequence of `size` items: stop is never out of range, step never 0.
struct SliceBounds {
    intptr_t start, stop, step;
    /// Number of items.
    size_t count() const;
};
/// ValueError for a step of 0, TypeError for parts that are no integers.
SliceBounds boundsOf(const Slice& slice, size_t size);

} // namespace taipan::runtime
