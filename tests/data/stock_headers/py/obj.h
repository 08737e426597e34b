#pragma once

#include "py/mpconfig.h"
#include "py/qstr.h"

#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
typedef uint64_t mp_obj_t;
typedef union _mp_rom_obj_t {
    uint64_t u64;
    struct {
        const void *lo, *hi;
    } u32;
} mp_rom_obj_t;
#define MP_ROM_INT(i)                                                                              \
    { ((uint64_t)(i)&0x7fffffffffff) << 1 | 0x0001000000000001 }
#define MP_ROM_QSTR(q)                                                                             \
    { (uint64_t)(q) << 1 | 0x0002000000000001 }
#define MP_ROM_IMMEDIATE(i)                                                                        \
    { (uint64_t)(i) << 46 | 0x0003000000000000 }
#define MP_ROM_PTR(p)                                                                              \
    {                                                                                              \
        .u32 = {.lo = (p), .hi = NULL }                                                            \
    }
#else
typedef void* mp_obj_t;
typedef const void* mp_rom_obj_t;
#define MP_ROM_PTR(p) (p)
#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_A
#define MP_ROM_INT(i) ((mp_rom_obj_t)((mp_uint_t)(i) << 1 | 1))
#define MP_ROM_QSTR(q) ((mp_rom_obj_t)((mp_uint_t)(q) << 3 | 2))
#define MP_ROM_IMMEDIATE(i) ((mp_rom_obj_t)((i) << 3 | 6))
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_B
#define MP_ROM_INT(i) ((mp_rom_obj_t)((mp_uint_t)(i) << 2 | 1))
#define MP_ROM_QSTR(q) ((mp_rom_obj_t)((mp_uint_t)(q) << 3 | 3))
#define MP_ROM_IMMEDIATE(i) ((mp_rom_obj_t)((i) << 3 | 7))
#else
#define MP_ROM_INT(i) ((mp_rom_obj_t)((mp_uint_t)(i) << 1 | 1))
#define MP_ROM_QSTR(q) ((mp_rom_obj_t)((mp_uint_t)(q) << 4 | 6))
#define MP_ROM_IMMEDIATE(i) ((mp_rom_obj_t)((i) << 4 | 14))
#endif
#endif
#define MP_ROM_NONE MP_ROM_IMMEDIATE(0)
#define MP_ROM_FALSE MP_ROM_IMMEDIATE(1)
#define MP_ROM_TRUE MP_ROM_IMMEDIATE(3)

typedef struct _mp_obj_type_t {
    const char* name;
} mp_obj_type_t;

typedef struct _mp_obj_base_t {
    const mp_obj_type_t* type;
} mp_obj_base_t;

typedef struct _mp_rom_obj_tuple_t {
    mp_obj_base_t base;
    size_t len;
    mp_rom_obj_t items[];
} mp_rom_obj_tuple_t;

extern const mp_obj_type_t mp_type_str, mp_type_bytes, mp_type_int, mp_type_float, mp_type_complex,
    mp_type_tuple;
extern const mp_rom_obj_tuple_t mp_const_empty_tuple_obj;
extern const struct _mp_obj_singleton_t mp_const_ellipsis_obj;
