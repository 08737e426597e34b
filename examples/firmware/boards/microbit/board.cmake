# The processor, the files of common/ that drive the board, and the emulator that has it. Its memory is
# larger than that of the part (256 KB of flash, 16 KB of RAM), and it has a SysTick, which the part has not.
set(BOARD_PROCESSOR -mcpu=cortex-m0 -mthumb)
set(BOARD_SOURCES startup_cortex_m.c systick.c semihosting_arm.c uart_nrf51.c)
set(BOARD_DEFINITIONS CPU_HZ=16000000 UART=0x40002000)
set(BOARD_EMULATOR qemu-system-arm -M microbit -global nrf51-soc.flash-size=1048576
                   -global nrf51-soc.sram-size=262144)
