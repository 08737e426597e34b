// Names of error numbers, as error_numbers.def has them.
#pragma once

#include "runtime/protocol/table.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_ERRNO
/// errno.errorcode: number to name.
extern const Dict errorCodes;
/// The name of an error number ("ENOENT"); Name::none for those that errno does not list.
Name errorName(Value number);
#endif

} // namespace taipan::runtime
