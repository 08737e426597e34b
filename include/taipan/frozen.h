/* Frozen content: modules and files as constant data, which a linker puts into flash.
 *
 * `taipan freeze --target taipan` writes C source that includes this header and defines
 * `taipan_frozen_content`. It is compiled with the options that the runtime was built with
 * (taipan/config.h), else it does not link, and handed over before the runtime starts:
 *
 *   taipan_use_frozen(&taipan_frozen_content);
 *   taipan_init(heap, sizeof heap, &port);
 *
 * The macros of this header are for generated source alone, and change with the generator.
 */
#ifndef TAIPAN_FROZEN_H
#define TAIPAN_FROZEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "taipan/config.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- layouts --------------------------------------------------------------------------- */

/** A Value of the runtime, as a constant. */
#if TAIPAN_VALUES == 2 && __SIZEOF_POINTER__ == 4
typedef struct {
    __attribute__((aligned(8))) const void* low;
    uint32_t high;
} taipan_constant;
#else
typedef const void* taipan_constant;
#endif

/** A module: the names and the table of constants that its code refers to by number, and the code
 *  of its body. The first name is that of the file. */
typedef struct {
    const uint16_t* names;
    const taipan_constant* constants;
    const uint8_t* body;
} taipan_frozen_module;

/** A file that programs open: a bytes object. */
typedef struct {
    const char* name;
    const void* contents;
} taipan_frozen_file;

typedef struct {
    /** What the content was made for: a hash of the rows of names.def that the runtime has, in
     *  their order there (FNV-1a of 32 bits, a byte of 0xff behind each) and the version of the
     *  rules by which the freezer proved the code, and TAIPAN_FROZEN_LAYOUT. */
    uint32_t names_hash, layout;
    /** Names, ordered by length and then by bytes, one behind the other: how many there are of
     *  each length from 0 to `name_lengths` - 1. Their numbers follow the built-in ones. */
    const char* name_texts;
    const uint16_t* name_counts;
    uint16_t name_lengths;
    uint16_t name_count;
    /** Modules, by the number of their first name; files. */
    uint16_t module_count, file_count;
    const taipan_frozen_module* modules;
    const taipan_frozen_file* files;
} taipan_frozen;

/** How the content is laid out: version of the format, bytes of a value, TAIPAN_VALUES, bytes of a
 *  float (0: none), big integers. */
#define TAIPAN_FROZEN_LAYOUT                                                                       \
    (1u << 16 | (uint32_t)sizeof(taipan_constant) << 8 | TAIPAN_VALUES << 5 |                      \
     (TAIPAN_FLOAT ? 1u + TAIPAN_FLOAT_DOUBLE : 0u) << 1 | TAIPAN_BIGINT)

/* The symbols name the layout. */
#define taipan_frozen_content TAIPAN_WITH_CONSTANTS(taipan_frozen_content)
#define taipan_use_frozen TAIPAN_WITH_CONSTANTS(taipan_use_frozen)

/** What generated source defines. */
extern const taipan_frozen taipan_frozen_content;

/** Gives programs the modules and files of this content, found under `.frozen/`, which is the first
 *  entry of sys.path then; to be called before taipan_init(), with a null pointer to take them
 *  away. False when the content was made for a runtime with other names or layouts, or was proved
 *  by other rules than the runtime's verifier has. */
bool taipan_use_frozen(const taipan_frozen* content);

#ifdef __cplusplus
}
#endif

/* --- for generated source -------------------------------------------------------------- */

#ifndef __cplusplus

/* Types of objects, as C sees them. */
extern const char taipan_type_str[], taipan_type_bytes[], taipan_type_tuple[], taipan_type_int[],
    taipan_type_float[], taipan_type_complex[];
/* The one tuple without items. */
extern const char taipan_empty_tuple[];

#if TAIPAN_VALUES == 2 && __SIZEOF_POINTER__ == 4
#define TAIPAN_WORD(bits)                                                                          \
    { (const void*)(uint32_t)(bits), (uint32_t)((uint64_t)(bits) >> 32) }
#define TAIPAN_POINTER(object)                                                                     \
    { object, 0 }
#else
#define TAIPAN_WORD(bits) (const void*)(uintptr_t)(bits)
#define TAIPAN_POINTER(object) (const void*)(object)
#endif

#if TAIPAN_VALUES == 2
#define TAIPAN_SMALL_INT_BITS (__SIZEOF_POINTER__ == 8 ? 51 : 32)
#define TAIPAN_SMALL_INT(n)                                                                        \
    TAIPAN_WORD(UINT64_C(0xfff8) << 48 |                                                           \
                ((uint64_t)(n) & ((UINT64_C(1) << TAIPAN_SMALL_INT_BITS) - 1)))
#else
#define TAIPAN_SMALL_INT_BITS (__SIZEOF_POINTER__ * 8 - 1)
#define TAIPAN_SMALL_INT(n) TAIPAN_WORD((uintptr_t)(n) << 1 | 1)
#endif

#if TAIPAN_VALUES == 1
#define TAIPAN_NAME_VALUE(number) TAIPAN_WORD((number) << 4 | 6)
#define TAIPAN_SINGLETON(number) TAIPAN_WORD((number) << 4 | 14)
#else
#define TAIPAN_NAME_VALUE(number) TAIPAN_WORD((number) << 3 | 2)
#define TAIPAN_SINGLETON(number) TAIPAN_WORD((number) << 3 | 6)
#endif
#define TAIPAN_NONE TAIPAN_SINGLETON(0)
#define TAIPAN_FALSE TAIPAN_SINGLETON(1)
#define TAIPAN_TRUE TAIPAN_SINGLETON(2)
#define TAIPAN_ELLIPSIS TAIPAN_SINGLETON(3)

/* Machine code. It runs where it lies, so it is put where code is. The functions are made from
 * records: layout of the native ABI, and what inline assembler has besides. */
#if TAIPAN_HAS_NATIVE
typedef struct {
    uint8_t mark[2], kind, is_generator;
    const uint8_t* code;
    const void* children;
    uint8_t arg_count, result_type;
} taipan_function_record;
/* What machine code calls. */
extern const char taipan_native_table[];

/* The name of the section says that it is executable; the rest of the line is a comment. */
#if defined(__arm__)
#define TAIPAN_TEXT_SECTION ".text,\"ax\",%progbits @ "
#else
#define TAIPAN_TEXT_SECTION ".text,\"ax\",@progbits # "
#endif
#define TAIPAN_MACHINE_CODE(id, size)                                                              \
    static const uint8_t id[size] __attribute__((section(TAIPAN_TEXT_SECTION), aligned(8)))

#define TAIPAN_RUNS_ON(arch) _Static_assert(TAIPAN_RUNS_##arch, "machine code for " #arch)
#if defined(__x86_64__)
#define TAIPAN_RUNS_x64 1
#elif defined(__riscv) && __riscv_xlen == 32
#define TAIPAN_RUNS_rv32imc 1
#elif defined(__thumb__)
#define TAIPAN_RUNS_armv6m 1
#ifdef __thumb2__
#define TAIPAN_RUNS_armv7m 1
#define TAIPAN_RUNS_armv7em 1
#ifdef __ARM_FP
#define TAIPAN_RUNS_armv7emsp 1
#define TAIPAN_RUNS_armv7emdp ((__ARM_FP & 8) != 0)
#endif
#endif
#endif
#else
#define TAIPAN_RUNS_ON(arch) _Static_assert(0, "TAIPAN_HAS_NATIVE is 0: machine code for " #arch)
#endif

/* Objects. Nothing in them is written to: a text's hash and width are known. `room` is the size of
 * the text and 1. */
#define TAIPAN_STR(id, room)                                                                       \
    static const struct {                                                                          \
        const void* type;                                                                          \
        uint32_t size;                                                                             \
        uint16_t hash;                                                                             \
        uint8_t flags;                                                                             \
        char text[room];                                                                           \
    } id
#define TAIPAN_TUPLE(id, count)                                                                    \
    static const struct {                                                                          \
        const void* type;                                                                          \
        size_t size;                                                                               \
        taipan_constant items[count];                                                              \
    } id

/* An integer of two or more words: `count` pieces of 32 bits, the lowest first, in pairs. */
#if TAIPAN_BIGINT
#if __SIZEOF_POINTER__ == 8
#define TAIPAN_LIMBS(count) (((count) + 1) / 2)
#define TAIPAN_LIMB_PAIR(low, high) (uint64_t)(high) << 32 | (low)
typedef uint64_t taipan_limb;
#else
#define TAIPAN_LIMBS(count) (count)
#define TAIPAN_LIMB_PAIR(low, high) low, high
typedef uint32_t taipan_limb;
#endif
#define TAIPAN_INT(id, count)                                                                      \
    static const struct {                                                                          \
        const void* type;                                                                          \
        uint32_t size : 31, negative : 1;                                                          \
        taipan_limb limbs[TAIPAN_LIMBS(count)];                                                    \
    } id
#else
#define TAIPAN_INT(id, count) _Static_assert(0, "the runtime has no integers as large as " #id)
#endif

/* Floats: as a literal, as the bits of an IEEE single, as those of a double. */
#if TAIPAN_FLOAT_DOUBLE
typedef double taipan_real;
#define TAIPAN_FLOAT_LITERAL(as_double, as_single) as_double
#else
typedef float taipan_real;
#define TAIPAN_FLOAT_LITERAL(as_double, as_single) as_single
#endif
#if TAIPAN_VALUES == 0
#define TAIPAN_FLOAT_VALUE(object, bits32, bits64) TAIPAN_POINTER(object)
#define TAIPAN_FLOAT_OBJECT(id, as_double, as_single)                                              \
    static const struct {                                                                          \
        const void* type;                                                                          \
        taipan_real value;                                                                         \
    } id = {taipan_type_float, TAIPAN_FLOAT_LITERAL(as_double, as_single)};
#else
#define TAIPAN_FLOAT_OBJECT(id, as_double, as_single)
#if TAIPAN_VALUES == 1
/* Two bits of the fraction are given up. */
#define TAIPAN_FLOAT_VALUE(object, bits32, bits64)                                                 \
    TAIPAN_WORD((((bits32)&0xfffffffcu) ^ 0x7f800000u) + 2)
#else
#define TAIPAN_FLOAT_VALUE(object, bits32, bits64) TAIPAN_WORD((bits64) + (UINT64_C(1) << 48))
#endif
#endif
#define TAIPAN_COMPLEX(id)                                                                         \
    static const struct {                                                                          \
        const void* type;                                                                          \
        taipan_real real, imaginary;                                                               \
    } id

#endif

#endif
