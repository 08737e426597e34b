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

/// The numbers of a slice, or of a range.
struct SliceBounds {
    intptr_t start, stop, step;
    /// What they mean for a sequence of `size` items: stop is not out of range then.
    SliceBounds within(size_t size) const;
    /// Number of items.
    size_t count() const;
};
/// The numbers of a slice; missing parts are the ends of an intptr_t, the step is never 0.
/// ValueError for a step of 0, TypeError for parts that are no integers. May run code of the
/// program, which may change the sequence: so its size is read after that.
SliceBounds boundsOf(const Slice& slice);

} // namespace taipan::runtime
