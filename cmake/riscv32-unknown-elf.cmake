# Toolchain file for RISC-V microcontrollers of 32 bits: Debian's gcc-riscv64-unknown-elf, with picolibc for C.
# Debian has no C++ library for them: the headers are those of libstdc++-arm-none-eabi-dev, of which the
# runtime uses what is the same on all machines. The board adds its processor.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(CMAKE_C_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
file(GLOB cxx_headers /usr/include/newlib/c++/*)
set(CMAKE_C_FLAGS_INIT --specs=picolibc.specs)
set(CMAKE_CXX_FLAGS_INIT
    "-isystem ${cxx_headers} -isystem ${cxx_headers}/arm-none-eabi --specs=picolibc.specs")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
