#pragma once

#include "py/obj.h"

#if MPZ_DIG_SIZE == 32
typedef uint32_t mpz_dig_t;
#elif MPZ_DIG_SIZE == 16
typedef uint16_t mpz_dig_t;
#else
typedef uint8_t mpz_dig_t;
#endif

typedef struct _mpz_t {
    size_t neg : 1;
    size_t fixed_dig : 1;
    size_t alloc : 8 * sizeof(size_t) - 2;
    size_t len;
    mpz_dig_t* dig;
} mpz_t;

typedef struct _mp_obj_int_t {
    mp_obj_base_t base;
#if MICROPY_LONGINT_IMPL == MICROPY_LONGINT_IMPL_LONGLONG
    long long val;
#elif MICROPY_LONGINT_IMPL == MICROPY_LONGINT_IMPL_MPZ
    mpz_t mpz;
#endif
} mp_obj_int_t;
