/* The console on a 16550, or what acts like one. UART is its address. */
#include "board.h"

#define REGISTER(offset) (*(volatile uint8_t*)((UART) + (offset)))
#define DATA REGISTER(0)
#define FIFO_CONTROL REGISTER(2)
#define LINE_CONTROL REGISTER(3)
#define LINE_STATUS REGISTER(5)

enum { kReceived = 0x01, kTransmitEmpty = 0x20 }; /* bits of LINE_STATUS */

void uart_start(void) {
    LINE_CONTROL = 3; /* eight bits, one stop bit */
    FIFO_CONTROL = 1;
}

long board_write(void* context, int file, const void* data, size_t size) {
    (void)context;
    (void)file;
    for (size_t i = 0; i < size; ++i) {
        while ((LINE_STATUS & kTransmitEmpty) == 0) {
        }
        DATA = ((const uint8_t*)data)[i];
    }
    return (long)size;
}

long board_read(void* context, int file, void* data, size_t size) {
    (void)context;
    (void)file;
    if (size == 0) return 0;
    while ((LINE_STATUS & kReceived) == 0) {
    }
    *(uint8_t*)data = DATA;
    return 1;
}
