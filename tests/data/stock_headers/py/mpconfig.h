// What a frozen C file needs of stock firmware, written from its description: just enough to
// compile such a file and look at what is in it. -D chooses among configurations.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MICROPY_OBJ_REPR_A 0
#define MICROPY_OBJ_REPR_B 1
#define MICROPY_OBJ_REPR_C 2
#define MICROPY_OBJ_REPR_D 3
#ifndef MICROPY_OBJ_REPR
#define MICROPY_OBJ_REPR MICROPY_OBJ_REPR_A
#endif

#define MICROPY_LONGINT_IMPL_NONE 0
#define MICROPY_LONGINT_IMPL_LONGLONG 1
#define MICROPY_LONGINT_IMPL_MPZ 2
#ifndef MICROPY_LONGINT_IMPL
#define MICROPY_LONGINT_IMPL MICROPY_LONGINT_IMPL_MPZ
#endif
#ifndef MPZ_DIG_SIZE
#define MPZ_DIG_SIZE 16
#endif

#define MICROPY_FLOAT_IMPL_NONE 0
#define MICROPY_FLOAT_IMPL_FLOAT 1
#define MICROPY_FLOAT_IMPL_DOUBLE 2
#ifndef MICROPY_FLOAT_IMPL
#define MICROPY_FLOAT_IMPL MICROPY_FLOAT_IMPL_DOUBLE
#endif
#define MICROPY_PY_BUILTINS_FLOAT (MICROPY_FLOAT_IMPL != MICROPY_FLOAT_IMPL_NONE)
#ifndef MICROPY_PY_BUILTINS_COMPLEX
#define MICROPY_PY_BUILTINS_COMPLEX MICROPY_PY_BUILTINS_FLOAT
#endif
#if MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_DOUBLE
typedef double mp_float_t;
#else
typedef float mp_float_t;
#endif

#ifndef MICROPY_PERSISTENT_CODE_SAVE
#define MICROPY_PERSISTENT_CODE_SAVE 0
#endif
#ifndef MICROPY_PY_SYS_SETTRACE
#define MICROPY_PY_SYS_SETTRACE 0
#endif
#ifndef MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE
#define MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE 0
#endif
#ifndef MICROPY_EMIT_INLINE_ASM
#define MICROPY_EMIT_INLINE_ASM 0
#endif
#define MICROPY_ENABLE_NATIVE_CODE 1
#define MICROPY_EMIT_MACHINE_CODE 1
#ifndef MICROPY_MODULE_FROZEN_STR
#define MICROPY_MODULE_FROZEN_STR 1
#endif
#ifndef MICROPY_QSTR_BYTES_IN_HASH
#define MICROPY_QSTR_BYTES_IN_HASH 1
#endif
#define MICROPY_QSTR_BYTES_IN_LEN 1

typedef intptr_t mp_int_t;
typedef uintptr_t mp_uint_t;
typedef unsigned char byte;
