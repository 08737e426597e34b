#pragma once

#include "py/mpconfig.h"

// The strings of the firmware: a test writes this file.
enum {
    MP_QSTRnull,
#define QDEF(id) id,
#include "genhdr/qstrdefs.generated.h"
#undef QDEF
    MP_QSTRnumber_of
};

#if MICROPY_QSTR_BYTES_IN_HASH == 2
typedef uint16_t qstr_hash_t;
#else
typedef uint8_t qstr_hash_t;
#endif
typedef uint8_t qstr_len_t;
typedef uint16_t qstr_short_t;

typedef struct _qstr_pool_t {
    const struct _qstr_pool_t* prev;
    size_t total_prev_len : 8 * sizeof(size_t) - 1;
    size_t is_sorted : 1;
    size_t alloc;
    size_t len;
#if MICROPY_QSTR_BYTES_IN_HASH
    qstr_hash_t* hashes;
#endif
    qstr_len_t* lengths;
    const char* qstrs[];
} qstr_pool_t;
