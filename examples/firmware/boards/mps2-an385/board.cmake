# The processor, the files of common/ that drive the board, and the emulator that has it.
set(BOARD_PROCESSOR -mcpu=cortex-m3 -mthumb)
set(BOARD_SOURCES startup_cortex_m.c systick.c semihosting_arm.c uart_cmsdk.c)
set(BOARD_DEFINITIONS CPU_HZ=25000000 UART=0x40004000)
set(BOARD_EMULATOR qemu-system-arm -M mps2-an385)
