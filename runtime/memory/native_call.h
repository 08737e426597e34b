// Calls of machine code, and how exceptions pass them. Builds without TAIPAN_HAS_NATIVE have
// nothing of it.
#pragma once

#include "runtime/memory/state.h"
#include "runtime/value/features.h"

#if TAIPAN_HAS_NATIVE
namespace taipan::runtime {

struct NativeFunction;

/// A call of machine code that runs, on the machine's stack. It is the innermost function as long
/// as no frame lies above the one that was running when it was made.
struct NativeCall {
    NativeCall* outer;
    Frame* frame; // that was running; null: none
    const NativeFunction* function;
    Dict* globals;  // that swap_globals() made current
    Dict* locals;   // of a class body; null: the globals
    Value caught;   // the exception that a buffer of its own got last
    const void* at; // where its last call of the function table returns to
    char* frameTop; // of the frame stack
    char* frameEnd;
};

/// The call that is the innermost function; null when bytecode is, or nothing.
inline NativeCall* runningNative() {
    NativeCall* const call = state.native;
    return call != nullptr && call->frame == state.frame ? call : nullptr;
}

#if defined(__x86_64__)
inline constexpr unsigned kNativeRegisters = 10;
#elif defined(__thumb__)
inline constexpr unsigned kNativeRegisters = 16;
#elif defined(__riscv) && __riscv_xlen == 32
inline constexpr unsigned kNativeRegisters = 14;
#else
#error "TAIPAN_HAS_NATIVE is for x86-64, Thumb and RISC-V of 32 bits"
#endif

/// A jump buffer that machine code has on its stack: layout of the native ABI, whose last word is
/// the runtime's. In the chain its address has bit 0 set.
struct NativeJumpBuffer {
    JumpBuffer* previous;
    Value value;
    uintptr_t registers[kNativeRegisters];
    NativeCall* call;
};

extern "C" {
/// As taipanSetJump(), for buffers of machine code.
uintptr_t taipanNativeSetJump(NativeJumpBuffer* buffer);
uintptr_t taipanNativePushBuffer(NativeJumpBuffer* buffer);
}
void popNativeBuffer();

constexpr uintptr_t kNativeMark = 1; // of buffers of machine code, in the chain

/// Whether machine code is to be left, or gets the exception, on the way to a buffer of the chain.
inline bool passesNativeCalls(const JumpBuffer* buffer) {
    return (reinterpret_cast<uintptr_t>(buffer) & kNativeMark) != 0 ||
           state.native != buffer->native;
}
/// Ends the calls between here and `buffer`, the innermost one, for an exception that goes there:
/// they are in its traceback. The buffer without its mark.
JumpBuffer* leaveNativeCalls(JumpBuffer* buffer, Value exception);
/// The line that a call is at; 0 when it is not known, or what is raised has its line already.
size_t lineOf(const NativeCall& call);
/// Adds a call to the traceback.
void traceNativeCall(const NativeCall& call, Value exception);

} // namespace taipan::runtime
#endif
