#pragma once

#include "py/obj.h"

enum {
    MP_CODE_UNUSED,
    MP_CODE_RESERVED,
    MP_CODE_BYTECODE,
    MP_CODE_NATIVE_PY,
    MP_CODE_NATIVE_VIPER,
    MP_CODE_NATIVE_ASM
};

#define MP_PROTO_FUN_INDICATOR_RAW_CODE_0 0
#define MP_PROTO_FUN_INDICATOR_RAW_CODE_1 0

typedef struct _mp_bytecode_prelude_t {
    unsigned n_state, n_exc_stack, scope_flags, n_pos_args, n_kwonly_args, n_def_pos_args;
    unsigned qstr_block_name_idx;
    const byte *line_info, *line_info_top, *opcodes;
} mp_bytecode_prelude_t;

typedef struct _mp_raw_code_truncated_t {
    uint8_t proto_fun_indicator[2];
    uint8_t kind;
    bool is_generator;
    const void* fun_data;
    struct _mp_raw_code_t** children;
#if MICROPY_PERSISTENT_CODE_SAVE
    uint32_t fun_data_len;
    uint16_t n_children;
    uint16_t prelude_offset;
#if MICROPY_PY_SYS_SETTRACE
    uint32_t line_of_definition;
    mp_bytecode_prelude_t prelude;
#endif
#endif
} mp_raw_code_truncated_t;

typedef struct _mp_raw_code_t {
    uint8_t proto_fun_indicator[2];
    uint8_t kind;
    bool is_generator;
    const void* fun_data;
    struct _mp_raw_code_t** children;
#if MICROPY_PERSISTENT_CODE_SAVE
    uint32_t fun_data_len;
    uint16_t n_children;
    uint16_t prelude_offset;
#if MICROPY_PY_SYS_SETTRACE
    uint32_t line_of_definition;
    mp_bytecode_prelude_t prelude;
#endif
#endif
#if MICROPY_EMIT_INLINE_ASM
    uint32_t asm_n_pos_args : 8;
    uint32_t asm_type_sig : 24;
#endif
} mp_raw_code_t;

typedef struct _mp_module_constants_t {
    qstr_short_t* qstr_table;
    mp_obj_t* obj_table;
} mp_module_constants_t;

typedef struct _mp_frozen_module_t {
    const mp_module_constants_t constants;
    const void* proto_fun;
} mp_frozen_module_t;
