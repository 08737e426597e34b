// set and frozenset.
#pragma once

#include "runtime/objects/containers/dict.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// Rows of one word.
struct Set : Object {
    Table table;
};

extern const TypeOf<6> setType;
extern const TypeOf<6> frozensetType;

/// A set of `count` items. TypeError for items that cannot be hashed.
Value newSet(size_t count, const Value* items);
/// set.add() on an object of setType.
void addToSet(Value set, Value item);

} // namespace taipan::runtime
