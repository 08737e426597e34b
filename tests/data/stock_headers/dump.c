// Prints what a frozen C file holds, as firmware of object representation A with saved code would
// see it. Texts are in hexadecimal.
#include <stdio.h>
#include <string.h>

#include FROZEN_FILE

struct _mp_obj_singleton_t { int unused; };
struct _mp_fun_table_t { int unused; };
const mp_obj_type_t mp_type_str = {"str"}, mp_type_bytes = {"bytes"}, mp_type_int = {"int"},
                    mp_type_float = {"float"}, mp_type_complex = {"complex"},
                    mp_type_tuple = {"tuple"};
const mp_rom_obj_tuple_t mp_const_empty_tuple_obj = {{&mp_type_tuple}, 0, {0}};
const struct _mp_obj_singleton_t mp_const_ellipsis_obj = {0};
const struct _mp_fun_table_t mp_fun_table = {0};
const mp_obj_str_t mp_const_empty_bytes_obj = {{&mp_type_bytes}, 0, 0, (const byte *)""};
const qstr_pool_t mp_qstr_const_pool = {.len = MP_QSTRnumber_of};

static void hex(const void *data, size_t size) {
    for (size_t i = 0; i < size; ++i) printf("%02x", ((const byte *)data)[i]);
}

static void object(const void *value);

static void digits(const mpz_t *mpz) {
    printf("%s0x", mpz->neg ? "-" : "");
    for (size_t i = mpz->len; i-- > 0;) printf("%0*x", MPZ_DIG_SIZE / 4, (unsigned)mpz->dig[i]);
    // Firmware takes the digits for normal, and must not write to them.
    if (mpz->len == 0 || mpz->dig[mpz->len - 1] == 0 || mpz->alloc < mpz->len || !mpz->fixed_dig)
        printf("?");
}

static void pointed(const mp_obj_base_t *base) {
    const mp_obj_str_t *text = (const mp_obj_str_t *)base;
    const mp_rom_obj_tuple_t *tuple = (const mp_rom_obj_tuple_t *)base;
    if (base->type == &mp_type_str || base->type == &mp_type_bytes) {
        printf("%s:%zu:", base->type->name, text->hash);
        hex(text->data, text->len + 1); // with the NUL
    } else if (base->type == &mp_type_int) {
        printf("int:");
        digits(&((const mp_obj_int_t *)base)->mpz);
    } else if (base->type == &mp_type_float) {
        printf("float:%.17g", ((const mp_obj_float_t *)base)->value);
    } else if (base->type == &mp_type_complex) {
        const mp_obj_complex_t *number = (const mp_obj_complex_t *)base;
        printf("complex:%.17g,%.17g", number->real, number->imag);
    } else {
        printf("(");
        for (size_t i = 0; i < tuple->len; ++i) {
            object(tuple->items[i]);
            printf(",");
        }
        printf(")");
    }
}

static void object(const void *value) {
    const uintptr_t word = (uintptr_t)value;
    if (word & 1)
        printf("small:%ld", (long)((intptr_t)word >> 1));
    else if ((word & 7) == 2)
        printf("qstr:%lu", (unsigned long)(word >> 3));
    else if ((word & 7) == 6)
        printf("immediate:%lu", (unsigned long)(word >> 3));
    else if (value == &mp_fun_table)
        printf("functions");
    else if (value == &mp_const_ellipsis_obj)
        printf("ellipsis");
    else
        pointed(value);
}

static void code(const void *proto) {
    const mp_raw_code_t *raw = proto;
    if (raw->proto_fun_indicator[0] != 0 || raw->proto_fun_indicator[1] != 0) return;
    printf("code %d %d %d ", raw->kind, raw->is_generator, raw->n_children);
    hex(raw->fun_data, raw->fun_data_len);
    if (raw->kind == MP_CODE_NATIVE_PY) {
        const byte *prelude = raw->n_children == 0 ? (const byte *)raw->children
                                                   : (const byte *)raw->children[raw->n_children];
        printf(" %d %d", (int)(prelude - (const byte *)raw->fun_data), raw->prelude_offset);
    }
    printf("\n");
    for (int i = 0; i < raw->n_children; ++i) code(raw->children[i]);
}

static size_t objectCount(size_t module) {
    static const size_t counts[] = OBJECT_COUNTS;
    return counts[module];
}

static size_t stringCount(size_t module) {
    static const size_t counts[] = STRING_COUNTS;
    return counts[module];
}

int main(void) {
    const qstr_pool_t *pool = &mp_qstr_frozen_const_pool;
    printf("pool %d %zu %d %zu %zu\n", pool->prev == &mp_qstr_const_pool,
           (size_t)pool->total_prev_len, (int)pool->is_sorted, pool->alloc, pool->len);
    for (size_t i = 0; i < pool->len; ++i) {
        printf("new %d %d ", pool->hashes[i], pool->lengths[i]);
        hex(pool->qstrs[i], pool->lengths[i] + 1u);
        printf("\n");
    }
    const char *name = mp_frozen_names;
    for (size_t i = 0; *name != '\0'; ++i, name += strlen(name) + 1) {
        const mp_frozen_module_t *module = mp_frozen_mpy_content[i];
        printf("module %s\nstrings", name);
        for (size_t j = 0; j < stringCount(i); ++j) printf(" %d", module->constants.qstr_table[j]);
        printf("\n");
        for (size_t j = 0; j < objectCount(i); ++j) {
            printf("object ");
            object(module->constants.obj_table[j]);
            printf("\n");
        }
        code(module->proto_fun);
    }
    return 0;
}
