# The processor, the files of common/ that drive the board, and the emulator that has it.
set(BOARD_TOOLCHAIN riscv32-unknown-elf)
set(BOARD_PROCESSOR -march=rv32imac -mabi=ilp32 -misa-spec=2.2 -mcmodel=medany)
set(BOARD_SOURCES startup_riscv.c time_riscv.c exit_virt.c uart_16550.c)
set(BOARD_DEFINITIONS TIME_HZ=10000000 UART=0x10000000 EXIT=0x100000)
set(BOARD_EMULATOR qemu-system-riscv32 -M virt -bios none)
