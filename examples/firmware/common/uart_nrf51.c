/* The console on the UART of Nordic's nRF51. UART is its address. */
#include "board.h"

#define REGISTER(offset) (*(volatile uint32_t*)((UART) + (offset)))
#define START_RECEIVE REGISTER(0x000)
#define START_TRANSMIT REGISTER(0x008)
#define RECEIVED REGISTER(0x108) /* events: 1 once they have happened */
#define TRANSMITTED REGISTER(0x11c)
#define ENABLE REGISTER(0x500)
#define RECEIVE REGISTER(0x518)
#define TRANSMIT REGISTER(0x51c)
#define BAUD_RATE REGISTER(0x524)

void uart_start(void) {
    BAUD_RATE = 0x01d7e000; /* 115200 */
    ENABLE = 4;
    START_TRANSMIT = 1;
    START_RECEIVE = 1;
}

long board_write(void* context, int file, const void* data, size_t size) {
    (void)context;
    (void)file;
    for (size_t i = 0; i < size; ++i) {
        TRANSMITTED = 0;
        TRANSMIT = ((const uint8_t*)data)[i];
        while (TRANSMITTED == 0) {
        }
    }
    return (long)size;
}

long board_read(void* context, int file, void* data, size_t size) {
    (void)context;
    (void)file;
    if (size == 0) return 0;
    while (RECEIVED == 0) {
    }
    RECEIVED = 0;
    *(uint8_t*)data = (uint8_t)RECEIVE;
    return 1;
}
