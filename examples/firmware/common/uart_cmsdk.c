/* The console on the UART of Arm's CMSDK, which the MPS2 and MPS3 boards have. UART is its address. */
#include "board.h"

typedef struct {
    volatile uint32_t data, state, control, interrupt, divider;
} cmsdk_uart;

#define uart ((cmsdk_uart*)UART)

enum { kTransmitFull = 1, kReceiveFull = 2 }; /* bits of `state` */

void uart_start(void) {
    uart->divider = 16;
    uart->control = 3; /* transmit and receive */
}

long board_write(void* context, int file, const void* data, size_t size) {
    (void)context;
    (void)file;
    for (size_t i = 0; i < size; ++i) {
        while ((uart->state & kTransmitFull) != 0) {
        }
        uart->data = ((const uint8_t*)data)[i];
    }
    return (long)size;
}

long board_read(void* context, int file, void* data, size_t size) {
    (void)context;
    (void)file;
    if (size == 0) return 0;
    while ((uart->state & kReceiveFull) == 0) {
    }
    *(uint8_t*)data = (uint8_t)uart->data;
    return 1;
}
