#include "runtime/memory/raise.h"

#include "runtime/memory/state.h"

namespace taipan::runtime {

#if TAIPAN_HAS_STACK_CHECK
void checkStack() {
    const auto* here = static_cast<const char*>(__builtin_frame_address(0));
    if (here < state.stackLimit) raiseRecursionError();
}
#endif

} // namespace taipan::runtime
