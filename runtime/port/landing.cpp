// Landings: setjmp and longjmp cut down to what a call has to preserve, one piece of machine code
// an architecture. The layout of Landing up to `value` is that of the native ABI.

#include "runtime/memory/error.h"
#include "runtime/memory/state.h"
#include "runtime/port/port.h"

namespace taipan::runtime {

extern "C" {
[[gnu::used]] uintptr_t taipanPushLanding(Landing* landing) { // by the machine code below
    landing->previous = state.landing;
    state.landing = landing;
    return 0;
}

void taipanLeaveLanding() {
    state.landing = state.landing->previous;
}
[[noreturn]] void taipanGoTo(Landing* landing);
}

#if defined(__x86_64__)
asm(R"(
    .text
    .globl taipanLandHere
    .type taipanLandHere, @function
taipanLandHere:
    movq (%rsp), %rax
    movq %rax, 16(%rdi)
    movq %rbp, 24(%rdi)
    movq %rsp, 32(%rdi)
    movq %rbx, 40(%rdi)
    movq %r12, 48(%rdi)
    movq %r13, 56(%rdi)
    movq %r14, 64(%rdi)
    movq %r15, 72(%rdi)
    jmp taipanPushLanding
    .size taipanLandHere, . - taipanLandHere
    .globl taipanGoTo
    .type taipanGoTo, @function
taipanGoTo:
    movq 72(%rdi), %r15
    movq 64(%rdi), %r14
    movq 56(%rdi), %r13
    movq 48(%rdi), %r12
    movq 40(%rdi), %rbx
    movq 32(%rdi), %rsp
    movq 24(%rdi), %rbp
    movq 16(%rdi), %rax
    movq %rax, (%rsp)
    movl $1, %eax
    ret
    .size taipanGoTo, . - taipanGoTo
)");
#elif defined(__i386__)
asm(R"(
    .text
    .globl taipanLandHere
    .type taipanLandHere, @function
taipanLandHere:
    movl 4(%esp), %eax
    movl (%esp), %ecx
    movl %ecx, 8(%eax)
    movl %ebp, 12(%eax)
    movl %esp, 16(%eax)
    movl %ebx, 20(%eax)
    movl %esi, 24(%eax)
    movl %edi, 28(%eax)
    jmp taipanPushLanding
    .size taipanLandHere, . - taipanLandHere
    .globl taipanGoTo
    .type taipanGoTo, @function
taipanGoTo:
    movl 4(%esp), %eax
    movl 28(%eax), %edi
    movl 24(%eax), %esi
    movl 20(%eax), %ebx
    movl 16(%eax), %esp
    movl 12(%eax), %ebp
    movl 8(%eax), %ecx
    movl %ecx, (%esp)
    movl $1, %eax
    ret
    .size taipanGoTo, . - taipanGoTo
)");
#elif defined(__aarch64__)
asm(R"(
    .text
    .globl taipanLandHere
    .type taipanLandHere, %function
taipanLandHere:
    stp x19, x20, [x0, #16]
    stp x21, x22, [x0, #32]
    stp x23, x24, [x0, #48]
    stp x25, x26, [x0, #64]
    stp x27, x28, [x0, #80]
    stp x29, x30, [x0, #96]
    mov x9, sp
    str x9, [x0, #112]
    b taipanPushLanding
    .size taipanLandHere, . - taipanLandHere
    .globl taipanGoTo
    .type taipanGoTo, %function
taipanGoTo:
    ldr x9, [x0, #112]
    mov sp, x9
    ldp x19, x20, [x0, #16]
    ldp x21, x22, [x0, #32]
    ldp x23, x24, [x0, #48]
    ldp x25, x26, [x0, #64]
    ldp x27, x28, [x0, #80]
    ldp x29, x30, [x0, #96]
    mov x0, #1
    ret
    .size taipanGoTo, . - taipanGoTo
)");
#elif defined(__thumb__)
// Instructions that every Thumb core has: high registers go through low ones.
asm(R"(
    .text
    .syntax unified
    .align 2
    .thumb
    .thumb_func
    .globl taipanLandHere
    .type taipanLandHere, %function
taipanLandHere:
    str r4, [r0, #8]
    str r5, [r0, #12]
    str r6, [r0, #16]
    str r7, [r0, #20]
    mov r1, r8
    mov r2, r9
    mov r3, r10
    str r1, [r0, #24]
    str r2, [r0, #28]
    str r3, [r0, #32]
    mov r1, r11
    mov r2, r13
    mov r3, lr
    str r1, [r0, #36]
    str r2, [r0, #40]
    str r3, [r0, #44]
    ldr r1, 1f
    bx r1
    .align 2
1:  .word taipanPushLanding
    .size taipanLandHere, . - taipanLandHere
    .align 2
    .thumb_func
    .globl taipanGoTo
    .type taipanGoTo, %function
taipanGoTo:
    ldr r4, [r0, #8]
    ldr r5, [r0, #12]
    ldr r6, [r0, #16]
    ldr r7, [r0, #20]
    ldr r1, [r0, #24]
    ldr r2, [r0, #28]
    ldr r3, [r0, #32]
    mov r8, r1
    mov r9, r2
    mov r10, r3
    ldr r1, [r0, #36]
    ldr r2, [r0, #40]
    ldr r3, [r0, #44]
    mov r11, r1
    mov r13, r2
    mov lr, r3
    movs r0, #1
    bx lr
    .size taipanGoTo, . - taipanGoTo
)");
#elif defined(__riscv) && __riscv_xlen == 32
asm(R"(
    .text
    .globl taipanLandHere
    .type taipanLandHere, @function
taipanLandHere:
    sw ra, 8(a0)
    sw s0, 12(a0)
    sw s1, 16(a0)
    sw s2, 20(a0)
    sw s3, 24(a0)
    sw s4, 28(a0)
    sw s5, 32(a0)
    sw s6, 36(a0)
    sw s7, 40(a0)
    sw s8, 44(a0)
    sw s9, 48(a0)
    sw s10, 52(a0)
    sw s11, 56(a0)
    sw sp, 60(a0)
    j taipanPushLanding
    .size taipanLandHere, . - taipanLandHere
    .globl taipanGoTo
    .type taipanGoTo, @function
taipanGoTo:
    lw ra, 8(a0)
    lw s0, 12(a0)
    lw s1, 16(a0)
    lw s2, 20(a0)
    lw s3, 24(a0)
    lw s4, 28(a0)
    lw s5, 32(a0)
    lw s6, 36(a0)
    lw s7, 40(a0)
    lw s8, 44(a0)
    lw s9, 48(a0)
    lw s10, 52(a0)
    lw s11, 56(a0)
    lw sp, 60(a0)
    li a0, 1
    ret
    .size taipanGoTo, . - taipanGoTo
)");
#elif defined(__xtensa__) && defined(__XTENSA_CALL0_ABI__)
asm(R"(
    .text
    .literal_position
    .align 4
    .globl taipanLandHere
    .type taipanLandHere, @function
taipanLandHere:
    s32i a0, a2, 8
    s32i a1, a2, 12
    s32i a12, a2, 16
    s32i a13, a2, 20
    s32i a14, a2, 24
    s32i a15, a2, 28
    j.l taipanPushLanding, a9
    .size taipanLandHere, . - taipanLandHere
    .align 4
    .globl taipanGoTo
    .type taipanGoTo, @function
taipanGoTo:
    l32i a0, a2, 8
    l32i a1, a2, 12
    l32i a12, a2, 16
    l32i a13, a2, 20
    l32i a14, a2, 24
    l32i a15, a2, 28
    movi a2, 1
    ret
    .size taipanGoTo, . - taipanGoTo
)");
#elif defined(__xtensa__)
#error "landing.cpp: of Xtensa only code without register windows, -mabi=call0"
#else
#error "landing.cpp: this architecture's registers are to be added"
#endif

extern "C" [[noreturn]] void taipanJump(Value exception) {
    Landing* landing = state.landing;
    if (landing == nullptr) halt("an exception that nothing catches");
    state.landing = landing->previous;
    landing->value = exception;
    taipanGoTo(landing);
}

Value attempt(void (*body)(void* data), void* data) {
    Frame* const frame = state.frame;
    char* const top = state.frameTop;
    char* const end = state.frameEnd;
    Landing landing;
    if (taipanLandHere(&landing) == 0) {
        body(data);
        taipanLeaveLanding();
        return kNoValue;
    }
    state.frame = frame;
    state.frameTop = top;
    state.frameEnd = end;
    return landing.value;
}

} // namespace taipan::runtime
