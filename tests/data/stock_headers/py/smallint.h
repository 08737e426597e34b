#pragma once

#include "py/mpconfig.h"

#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
#define MP_SMALL_INT_MAX 0x3fffffffffffLL
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_B
#define MP_SMALL_INT_MAX (INTPTR_MAX >> 2)
#else
#define MP_SMALL_INT_MAX (INTPTR_MAX >> 1)
#endif
