#include "runtime/memory/native_call.h"

#if TAIPAN_HAS_NATIVE
namespace taipan::runtime {

namespace {
NativeJumpBuffer* nativeOf(JumpBuffer* buffer) {
    return reinterpret_cast<NativeJumpBuffer*>(reinterpret_cast<uintptr_t>(buffer) & ~kNativeMark);
}

/// Whether a call is in the traceback of what it raises: it has caught it and lets it go on. Where
/// it has a line, it names the exception in a `raise` or calls what raises it, which is another.
bool isThere(const NativeCall& call, Value exception) {
    return call.caught == exception && lineOf(call) == 0;
}
} // namespace

extern "C" [[gnu::used]] uintptr_t taipanNativePushBuffer(NativeJumpBuffer* buffer) {
    NativeCall* const call = state.native;
    buffer->previous = state.jumpBuffer;
    buffer->call = call;
    if (call != nullptr) {
        call->frameTop = state.frameTop;
        call->frameEnd = state.frameEnd;
    }
    state.jumpBuffer =
        reinterpret_cast<JumpBuffer*>(reinterpret_cast<uintptr_t>(buffer) | kNativeMark);
    return 0;
}

void popNativeBuffer() {
    state.jumpBuffer = nativeOf(state.jumpBuffer)->previous;
}

JumpBuffer* leaveNativeCalls(JumpBuffer* buffer, Value exception) {
    const bool isNative = (reinterpret_cast<uintptr_t>(buffer) & kNativeMark) != 0;
    NativeCall* const target = isNative ? nativeOf(buffer)->call : buffer->native;
    NativeCall* call = state.native;
    if (call != target && isThere(*call, exception)) call = call->outer;
    for (; call != target; call = call->outer) traceNativeCall(*call, exception);
    state.native = target;
    if (!isNative) return buffer;
    if (target != nullptr) {
        if (!isThere(*target, exception)) traceNativeCall(*target, exception);
        target->caught = exception;
        state.frameTop = target->frameTop;
        state.frameEnd = target->frameEnd;
    }
    return reinterpret_cast<JumpBuffer*>(nativeOf(buffer));
}

} // namespace taipan::runtime
#endif
