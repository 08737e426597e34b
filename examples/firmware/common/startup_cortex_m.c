/* The way into a program on a Cortex-M: vector table, memory, main(). */
#include "board.h"

extern uint32_t data_start[], data_end[], data_image[], bss_start[], bss_end[];
int main(void);

void reset(void) {
    const uint32_t* from = data_image;
    for (uint32_t* to = data_start; to != data_end;) *to++ = *from++;
    for (uint32_t* to = bss_start; to != bss_end;) *to++ = 0;
#if defined(__ARM_FP)
    /* The floating-point unit is off after reset: CPACR, full access to CP10 and CP11. */
    *(volatile uint32_t*)0xe000ed88 |= 0xfu << 20;
    __asm__ volatile("dsb\n\tisb");
#endif
    board_start();
    board_exit(main());
}

static void fault(void) {
    board_halt(NULL, "fault");
}

void systick(void);

__attribute__((section(".vectors"), used)) static const void* const vectors[16] = {
    board_stack_end, /* initial stack pointer */
    reset, fault, fault, fault, fault, fault, 0, 0, 0, 0,
    fault, /* SVCall */
    fault, /* debug monitor */
    0,
    fault,   /* PendSV */
    systick,
};
