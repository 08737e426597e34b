// Jump buffers: where exceptions are caught, in a chain from the innermost one outwards.
#pragma once

#include <cstdint>

#include "runtime/value/features.h"
#include "runtime/value/value.h"

namespace taipan::runtime {

struct NativeCall;

/// Words of the float registers that a call preserves, where the ABI has such: d8 to d15 of
/// AArch64, s16 to s31 of Arm, fs0 to fs11 of RISC-V.
#if defined(__aarch64__)
inline constexpr unsigned kFloatRegisterWords = 8;
#elif defined(__ARM_FP)
inline constexpr unsigned kFloatRegisterWords = 16;
#elif defined(__riscv_float_abi_double)
inline constexpr unsigned kFloatRegisterWords = 12 * 8 / sizeof(uintptr_t);
#elif defined(__riscv_float_abi_single)
inline constexpr unsigned kFloatRegisterWords = 12;
#else
inline constexpr unsigned kFloatRegisterWords = 0;
#endif

/// Registers as taipanSetJump() found them. The first two words are part of the native ABI. Native
/// code's own buffers have no room for all float registers: it holds none across a call.
struct alignas(8) JumpBuffer {
    JumpBuffer* previous;
#if TAIPAN_WIDE_VALUES
    uintptr_t unused; // registers start at the same place
    uintptr_t registers[14 + kFloatRegisterWords];
    Value value;
#else
    Value value; // the exception that was raised
    uintptr_t registers[14 + kFloatRegisterWords];
#endif
#if TAIPAN_HAS_NATIVE
    NativeCall* native; // the innermost when it was pushed
#endif
};

/// Where an activation of the interpreter loop catches. The collector does not look at the loop's
/// own part of the machine's stack, from `loopStack` up to the buffer: what the loop works with
/// lies in frames, and what it once held is over. The registers of those who called it are in the
/// buffer.
struct Landing {
    JumpBuffer buffer; // first
    char* loopStack;
    Landing* outer; // of the activation around it
};

extern "C" {
/// Returns 0 and makes `buffer` the innermost one, until taipanPopJumpBuffer(); returns 1 (again,
/// like setjmp) when an exception is raised, which is in buffer->value; it is no longer the
/// innermost then.
[[gnu::returns_twice]] uintptr_t taipanSetJump(JumpBuffer* buffer);
/// Makes a buffer the innermost one again after an exception was caught there.
uintptr_t taipanPushJumpBuffer(JumpBuffer* buffer);
/// Takes the innermost buffer away.
void taipanPopJumpBuffer();
/// Goes to the innermost buffer with an exception instance.
[[noreturn]] void taipanJump(Value exception);
}

/// Runs body(data); no value, or the exception that came out of it.
Value attempt(void (*body)(void* data), void* data);
/// Runs a callable; no value, or the exception that came out of it.
template <typename Body>
Value attempt(Body&& body) {
    return attempt([](void* data) { (*static_cast<Body*>(data))(); }, &body);
}

} // namespace taipan::runtime
