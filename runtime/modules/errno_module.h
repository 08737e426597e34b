// The module errno.
#pragma once

#include "runtime/value/names.h"
#include "runtime/value/value.h"

namespace taipan::runtime {

/// The name of an error number ("ENOENT"); Name::none for those that errno does not list.
Name errorName(Value number);

} // namespace taipan::runtime
