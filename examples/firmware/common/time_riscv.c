/* Time from the counter that RISC-V has. TIME_HZ is the board's. */
#include "board.h"

uint64_t board_ticks(void* context) {
    (void)context;
    uint32_t high, low, again;
    do { /* until the low half did not run over in between */
        __asm__ volatile("rdtimeh %0\n\trdtime %1\n\trdtimeh %2"
                         : "=r"(high), "=r"(low), "=r"(again));
    } while (high != again);
    return ((uint64_t)high << 32 | low) / (TIME_HZ / 1000000);
}

void board_sleep(void* context, uint64_t microseconds) {
    const uint64_t end = board_ticks(context) + microseconds;
    while (board_ticks(context) < end) {
    }
}
