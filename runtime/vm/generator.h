// Generators and what `send` and `throw` do.
#pragma once

#include "runtime/vm/code.h"

namespace taipan::runtime {

enum class Resumed : uint8_t { Returned, Yielded, Raised };
/// Lets a generator or any iterator go on with a value sent to it (None: nothing), or with an
/// exception thrown into it (else no value). `result`: what it yields, returns or raises.
TAIPAN_OWN_FRAME Resumed resume(Value iterator, Value send, Value thrown, Value& result);

} // namespace taipan::runtime
