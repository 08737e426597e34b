/* BBC micro:bit: nRF51822, a Cortex-M0 at 16 MHz. */
#include "board.h"

void uart_start(void);
void systick_start(void);

void board_start(void) {
    uart_start();
    systick_start();
}
