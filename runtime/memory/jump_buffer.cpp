#include "runtime/memory/jump_buffer.h"

#include "runtime/memory/native_call.h"
#include "runtime/memory/state.h"
#include "runtime/port/port.h"

namespace taipan::runtime {

extern "C" {
[[gnu::used]] uintptr_t taipanPushJumpBuffer(JumpBuffer* buffer) { // by the machine code below
    buffer->previous = state.jumpBuffer;
#if TAIPAN_HAS_NATIVE
    buffer->native = state.native;
#endif
    state.jumpBuffer = buffer;
    return 0;
}

void taipanPopJumpBuffer() {
    state.jumpBuffer = state.jumpBuffer->previous;
}
[[noreturn]] void taipanLongJump(JumpBuffer* buffer);
}

// taipanSetJump() and taipanLongJump(): setjmp and longjmp cut down to what a call has to preserve.
#if defined(__x86_64__)
#include "runtime/port/jump_buffer_x64.inc"
#elif defined(__i386__)
#include "runtime/port/jump_buffer_x86.inc"
#elif defined(__aarch64__)
#include "runtime/port/jump_buffer_aarch64.inc"
#elif defined(__thumb__)
#include "runtime/port/jump_buffer_thumb.inc"
#elif defined(__riscv) && __riscv_xlen == 32
#include "runtime/port/jump_buffer_rv32.inc"
#elif defined(__riscv)
#include "runtime/port/jump_buffer_rv64.inc"
#elif defined(__xtensa__) && defined(__XTENSA_CALL0_ABI__)
#include "runtime/port/jump_buffer_xtensa.inc"
#elif defined(__xtensa__)
#error "Of Xtensa only code without register windows: -mabi=call0"
#else
#error "runtime/port: machine code for this architecture is to be added"
#endif

extern "C" [[noreturn]] void taipanJump(Value exception) {
    JumpBuffer* buffer = state.jumpBuffer;
    if (buffer == nullptr) halt("an exception that nothing catches");
#if TAIPAN_HAS_NATIVE
    if (passesNativeCalls(buffer)) buffer = leaveNativeCalls(buffer, exception);
#endif
    state.jumpBuffer = buffer->previous;
    buffer->value = exception;
    taipanLongJump(buffer);
}

Value attempt(void (*body)(void* data), void* data) {
    Frame* const frame = state.frame;
    char* const top = state.frameTop;
    char* const end = state.frameEnd;
    JumpBuffer buffer;
    if (taipanSetJump(&buffer) == 0) {
        body(data);
        taipanPopJumpBuffer();
        return kNoValue;
    }
    state.frame = frame;
    state.frameTop = top;
    state.frameEnd = end;
    return buffer.value;
}

} // namespace taipan::runtime
