// What a class statement's namespace means for the class.
#pragma once

#include "runtime/objects/classes/class.h"

namespace taipan::runtime {

/// Whether a class with this member has to look for properties and descriptors when attributes of
/// its instances are used (kHasAccessors).
bool needsAccessors(Value key, Value member);
/// A dictionary with the entries of a table, which cannot be changed.
Value readOnlyCopy(const Table& table);

} // namespace taipan::runtime
