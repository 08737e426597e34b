/* QEMU's virt board: RISC-V of 32 bits. */
#include "board.h"

void uart_start(void);

void board_start(void) {
    uart_start();
}
