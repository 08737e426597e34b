// Named tuples.
#pragma once

#include "runtime/objects/containers/sequence.h"

namespace taipan::runtime {

/// A type of named tuples, derived from tuple. `fields`: a list or tuple of str, or one str of
/// names with spaces between them.
Value newNamedTupleType(Value name, Value fields);

} // namespace taipan::runtime
