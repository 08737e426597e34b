/* Time from the timer that every Cortex-M has. CPU_HZ is the board's. */
#include "board.h"

#define SYST_CSR (*(volatile uint32_t*)0xe000e010)
#define SYST_RVR (*(volatile uint32_t*)0xe000e014)
#define SYST_CVR (*(volatile uint32_t*)0xe000e018)

#define CYCLES (CPU_HZ / 1000) /* a millisecond */

static volatile uint32_t milliseconds;

void systick(void) {
    ++milliseconds;
}

void systick_start(void) {
    SYST_RVR = CYCLES - 1;
    SYST_CVR = 0;
    SYST_CSR = 7; /* processor clock, interrupt, on */
}

uint64_t board_ticks(void* context) {
    (void)context;
    uint32_t passed, left;
    do { /* until no interrupt came in between */
        passed = milliseconds;
        left = SYST_CVR;
    } while (passed != milliseconds);
    return (uint64_t)passed * 1000 + (CYCLES - 1 - left) / (CPU_HZ / 1000000);
}

void board_sleep(void* context, uint64_t microseconds) {
    const uint64_t end = board_ticks(context) + microseconds;
    while (board_ticks(context) < end) __asm__ volatile("wfi");
}
