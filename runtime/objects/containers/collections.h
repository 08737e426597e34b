// What the collections module has: deque, named tuples; OrderedDict is in dict.h.
#pragma once

#include "runtime/objects/containers/sequence.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

extern const TypeOf<5> dequeType;

/// A type of named tuples, derived from tuple. `fields`: a list or tuple of str, or one str of
/// names with spaces between them.
Value newNamedTupleType(Value name, Value fields);

} // namespace taipan::runtime
