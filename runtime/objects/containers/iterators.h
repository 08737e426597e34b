// Iterators of built-in types. Those of lists, tuples and ranges are known to the VM's loops.
#pragma once

#include "runtime/objects/containers/sequence.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// Over a list or tuple; the items left are those from `at` on.
struct ItemIterator : Object {
    Value sequence;
    size_t at;
};
extern const TypeOf<1> listIteratorType;
extern const TypeOf<1> tupleIteratorType;

/// Over a range.
struct RangeIterator : Object {
    uintptr_t next; // an intptr_t; may wrap behind the last one
    size_t left;
    intptr_t step;
};
extern const TypeOf<1> rangeIteratorType;

extern const TypeOf<2> enumerateType;
extern const TypeOf<2> zipType;
extern const TypeOf<2> mapType;
extern const TypeOf<2> filterType;
extern const TypeOf<2> reversedType;

/// Makes an iterator over a list or tuple in `buffer`.
inline Value newItemIterator(const Type& type, Value sequence, IteratorBuffer* buffer) {
    static_assert(sizeof(ItemIterator) <= sizeof(IteratorBuffer));
    auto* iterator = reinterpret_cast<ItemIterator*>(buffer);
    iterator->type = &type;
    iterator->sequence = sequence;
    iterator->at = 0;
    return pointerTo(iterator);
}

} // namespace taipan::runtime
