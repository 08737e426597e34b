/* Arm MPS2 with the image AN385: a Cortex-M3 at 25 MHz. */
#include "board.h"

void uart_start(void);
void systick_start(void);

void board_start(void) {
    uart_start();
    systick_start();
}
