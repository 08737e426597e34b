#include "runtime/memory/native_call.h"

#if TAIPAN_HAS_NATIVE
namespace taipan::runtime {

namespace {
NativeJumpBuffer* nativeOf(JumpBuffer* buffer) {
    return reinterpret_cast<NativeJumpBuffer*>(reinterpret_cast<uintptr_t>(buffer) & ~kNativeMark);
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
    // One that raises what it has caught is there already.
    if (call != target && call->caught == exception) call = call->outer;
    for (; call != target; call = call->outer) traceNativeCall(*call, exception);
    state.native = target;
    if (!isNative) return buffer;
    if (target != nullptr) {
        if (target->caught != exception) traceNativeCall(*target, exception);
        target->caught = exception;
        state.frameTop = target->frameTop;
        state.frameEnd = target->frameEnd;
    }
    return reinterpret_cast<JumpBuffer*>(nativeOf(buffer));
}

} // namespace taipan::runtime
#endif
