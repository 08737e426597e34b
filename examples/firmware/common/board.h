/* What main() needs of a board. The linker script places the memory; startup.c and the drivers that
 * a board picks do the rest. */
#ifndef BOARD_H
#define BOARD_H

#include <stddef.h>
#include <stdint.h>

/** Room for interrupts and for what the runtime does at its stack limit, in bytes. */
#define STACK_RESERVE 1024

/* From the linker script. */
extern char board_heap[], board_heap_end[], board_stack[], board_stack_end[];

/* The console, as of taipan_port; its context is not used. */
long board_write(void* context, int file, const void* data, size_t size);
long board_read(void* context, int file, void* data, size_t size);
/** Microseconds since the start. */
uint64_t board_ticks(void* context);
void board_sleep(void* context, uint64_t microseconds);
/** Ends the program, on the emulator the emulator too. */
_Noreturn void board_exit(int status);
/** Says why, and ends it with status 1. */
void board_halt(void* context, const char* why);

/** Readies clocks and console; the first thing that runs. */
void board_start(void);

#endif
