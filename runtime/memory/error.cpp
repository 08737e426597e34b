#include "runtime/memory/error.h"

#include "runtime/memory/state.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

void raise(Value exception) {
    if (isExceptionType(exception)) exception = call(exception);
    if (!isException(exception)) raiseTypeError("exceptions must derive from BaseException"_text);
    taipanJump(exception);
}

#if TAIPAN_HAS_STACK_CHECK
void checkStack() {
    const auto* here = static_cast<const char*>(__builtin_frame_address(0));
    if (here < state.stackLimit) raiseRecursionError();
}
#endif

} // namespace taipan::runtime
