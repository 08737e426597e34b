/* The way into a program on RISC-V in machine mode: stack, memory, main(). */
#include "board.h"

extern uint32_t data_start[], data_end[], data_image[], bss_start[], bss_end[];
int main(void);

__attribute__((used)) static void begin(void) {
    const uint32_t* from = data_image;
    for (uint32_t* to = data_start; to != data_end;) *to++ = *from++;
    for (uint32_t* to = bss_start; to != bss_end;) *to++ = 0;
    board_start();
    board_exit(main());
}

__attribute__((used, aligned(4))) static void fault(void) {
    board_halt(NULL, "fault");
}

__attribute__((naked, section(".vectors"))) void reset(void) {
    __asm__ volatile("la sp, board_stack_end\n\t"
                     "la t0, fault\n\t"
                     "csrw mtvec, t0\n\t"
                     "j begin");
}
