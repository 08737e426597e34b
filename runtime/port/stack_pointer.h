// The machine's stack pointer.
#pragma once

namespace taipan::runtime {

/// Where the stack ends, in the function that this is inlined into; that function's own part of it
/// may begin higher when it has not been set up yet.
[[gnu::always_inline]] inline char* stackPointer() {
    char* at;
#if defined(__x86_64__)
    asm volatile("mov %%rsp, %0" : "=r"(at));
#elif defined(__i386__)
    asm volatile("mov %%esp, %0" : "=r"(at));
#elif defined(__riscv)
    asm volatile("mv %0, sp" : "=r"(at));
#elif defined(__xtensa__)
    asm volatile("mov %0, a1" : "=r"(at));
#else // aarch64, Arm
    asm volatile("mov %0, sp" : "=r"(at));
#endif
    return at;
}

} // namespace taipan::runtime
