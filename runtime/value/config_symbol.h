// One configuration in all of a program: files of the runtime that were compiled with different
// options do not link.
//
// Options change layouts, the numbers of names and what shared data means, so a program of mixed
// files dies late and far from its cause. Every file that includes features.h refers to a symbol
// whose name has the value of every option in it; one file defines it, with its own values. What
// the linker reports as missing is the odd file's configuration; `nm` shows the library's.
//
// The reference lies in a note that is no part of the program in memory: it takes nothing of an
// image, is not dropped by --gc-sections, and holds for C++ that is optimised at link time as well.
// (lld does not look at such sections: there, the name of `state` does it, which most files use.)
#pragma once

#define TAIPAN_TEXT(tokens) TAIPAN_TEXT_OF(tokens)
#define TAIPAN_TEXT_OF(tokens) #tokens

#define TAIPAN_OPTION_TEXT(word, option) "_" #word TAIPAN_TEXT(option)

/// A name for the assembler, followed by all options.
#define TAIPAN_CONFIGURED(name)                                                                    \
    name TAIPAN_CONFIG_OPTIONS "_features" TAIPAN_CONFIG_FEATURES_1 TAIPAN_CONFIG_FEATURES_2
// Every option of config.h but for the features.
#define TAIPAN_CONFIG_OPTIONS                                                                      \
    TAIPAN_OPTION_TEXT(level, TAIPAN_LEVEL)                                                        \
    TAIPAN_OPTION_TEXT(values, TAIPAN_VALUES)                                                      \
    TAIPAN_OPTION_TEXT(float, TAIPAN_FLOAT)                                                        \
    TAIPAN_OPTION_TEXT(double, TAIPAN_FLOAT_DOUBLE)                                                \
    TAIPAN_OPTION_TEXT(bigint, TAIPAN_BIGINT)                                                      \
    TAIPAN_OPTION_TEXT(optimize, TAIPAN_OPTIMIZE)                                                  \
    TAIPAN_OPTION_TEXT(numbers, TAIPAN_NUMBERS)                                                    \
    TAIPAN_OPTION_TEXT(packed, TAIPAN_PACKED_TEXTS)                                                \
    TAIPAN_OPTION_TEXT(cache, TAIPAN_LOOKUP_CACHE)                                                 \
    TAIPAN_OPTION_TEXT(entries, TAIPAN_LOOKUP_CACHE_SIZE)                                          \
    TAIPAN_OPTION_TEXT(texts, TAIPAN_ERROR_TEXTS)                                                  \
    TAIPAN_OPTION_TEXT(emergency, TAIPAN_EMERGENCY_BUFFER_SIZE)                                    \
    TAIPAN_OPTION_TEXT(regions, TAIPAN_HEAP_REGIONS)                                               \
    TAIPAN_OPTION_TEXT(stack, TAIPAN_STACK_SIZE)                                                   \
    TAIPAN_OPTION_TEXT(schedule, TAIPAN_SCHEDULER_DEPTH)                                           \
    TAIPAN_OPTION_TEXT(hooks, TAIPAN_TEST_HOOKS)
// A digit a feature, in alphabetical order.
#define TAIPAN_CONFIG_FEATURES_1                                                                   \
    TAIPAN_TEXT(TAIPAN_HAS_ALL_INPLACE_OPERATORS)                                                  \
    TAIPAN_TEXT(TAIPAN_HAS_ALL_OPERATORS)                                                          \
    TAIPAN_TEXT(TAIPAN_HAS_ARRAY)                                                                  \
    TAIPAN_TEXT(TAIPAN_HAS_ARRAY_SLICE_ASSIGN)                                                     \
    TAIPAN_TEXT(TAIPAN_HAS_ASYNC)                                                                  \
    TAIPAN_TEXT(TAIPAN_HAS_ATTRTUPLE)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_BUFFERED_WRITER)                                                        \
    TAIPAN_TEXT(TAIPAN_HAS_BUILTIN_OVERRIDE)                                                       \
    TAIPAN_TEXT(TAIPAN_HAS_BYTEARRAY)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_BYTES_HEX)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_CLOCK)                                                                  \
    TAIPAN_TEXT(TAIPAN_HAS_CMATH)                                                                  \
    TAIPAN_TEXT(TAIPAN_HAS_COLLECTIONS)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_COLLECTIONS_DEQUE)                                                      \
    TAIPAN_TEXT(TAIPAN_HAS_COMPATIBILITY)                                                          \
    TAIPAN_TEXT(TAIPAN_HAS_COMPILER_HOOK)                                                          \
    TAIPAN_TEXT(TAIPAN_HAS_COMPLEX)                                                                \
    TAIPAN_TEXT(TAIPAN_HAS_C_LIBRARY)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_DECODE_ERRORS)                                                          \
    TAIPAN_TEXT(TAIPAN_HAS_DESCRIPTORS)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_DICT_FROMKEYS)                                                          \
    TAIPAN_TEXT(TAIPAN_HAS_DIR)                                                                    \
    TAIPAN_TEXT(TAIPAN_HAS_ENUMERATE)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_ERRNO)                                                                  \
    TAIPAN_TEXT(TAIPAN_HAS_FILES)                                                                  \
    TAIPAN_TEXT(TAIPAN_HAS_FILE_IMPORT)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_FILTER)                                                                 \
    TAIPAN_TEXT(TAIPAN_HAS_FINALISERS)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_FLOAT_HASH)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_FROZEN)                                                                 \
    TAIPAN_TEXT(TAIPAN_HAS_FROZENSET)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_FUNCTION_ATTRS)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_GC_COLLECT_COUNT)                                                       \
    TAIPAN_TEXT(TAIPAN_HAS_GC_MODULE)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_GC_THRESHOLD)                                                           \
    TAIPAN_TEXT(TAIPAN_HAS_HEAP_LOCKED)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_HELP)                                                                   \
    TAIPAN_TEXT(TAIPAN_HAS_INPUT)                                                                  \
    TAIPAN_TEXT(TAIPAN_HAS_IO)                                                                     \
    TAIPAN_TEXT(TAIPAN_HAS_IOBASE)                                                                 \
    TAIPAN_TEXT(TAIPAN_HAS_KEYBOARD_INTERRUPT)                                                     \
    TAIPAN_TEXT(TAIPAN_HAS_LINE_NUMBERS)                                                           \
    TAIPAN_TEXT(TAIPAN_HAS_MATH)                                                                   \
    TAIPAN_TEXT(TAIPAN_HAS_MATH_CONSTANTS)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_MATH_FACTORIAL)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_MATH_ISCLOSE)                                                           \
    TAIPAN_TEXT(TAIPAN_HAS_MATH_SPECIAL)                                                           \
    TAIPAN_TEXT(TAIPAN_HAS_MEMORYVIEW)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_MEMORYVIEW_ITEMSIZE)                                                    \
    TAIPAN_TEXT(TAIPAN_HAS_MEM_INFO)                                                               \
    TAIPAN_TEXT(TAIPAN_HAS_MEM_STATS)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_MICROPYTHON_MODULE)                                                     \
    TAIPAN_TEXT(TAIPAN_HAS_MIN_MAX)                                                                \
    TAIPAN_TEXT(TAIPAN_HAS_MODULE_ALL)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_MODULE_FILE)
#define TAIPAN_CONFIG_FEATURES_2                                                                   \
    TAIPAN_TEXT(TAIPAN_HAS_MODULE_GETATTR)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_MULTIPLE_BASES)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_NAMEDTUPLE)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_NAMEDTUPLE_ASDICT)                                                      \
    TAIPAN_TEXT(TAIPAN_HAS_NATIVE)                                                                 \
    TAIPAN_TEXT(TAIPAN_HAS_NEXT_DEFAULT)                                                           \
    TAIPAN_TEXT(TAIPAN_HAS_NOTIMPLEMENTED)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_ORDEREDDICT)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_PEND_THROW)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_PERCENT_FORMAT)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_POW3)                                                                   \
    TAIPAN_TEXT(TAIPAN_HAS_PROFILE)                                                                \
    TAIPAN_TEXT(TAIPAN_HAS_PROPERTY)                                                               \
    TAIPAN_TEXT(TAIPAN_HAS_RANDOM)                                                                 \
    TAIPAN_TEXT(TAIPAN_HAS_RANGE_ATTRS)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_RANGE_EQUALITY)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_REVERSED)                                                               \
    TAIPAN_TEXT(TAIPAN_HAS_REVERSE_OPERATORS)                                                      \
    TAIPAN_TEXT(TAIPAN_HAS_RINGIO)                                                                 \
    TAIPAN_TEXT(TAIPAN_HAS_ROUND_INT)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_SCHEDULER)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_SELF_CHECK)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_SET)                                                                    \
    TAIPAN_TEXT(TAIPAN_HAS_SETATTR_METHODS)                                                        \
    TAIPAN_TEXT(TAIPAN_HAS_SLICE)                                                                  \
    TAIPAN_TEXT(TAIPAN_HAS_SLICE_ATTRS)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_SLICE_INDICES)                                                          \
    TAIPAN_TEXT(TAIPAN_HAS_STACK_CHECK)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_STREAM)                                                                 \
    TAIPAN_TEXT(TAIPAN_HAS_STREAM_NONBLOCK)                                                        \
    TAIPAN_TEXT(TAIPAN_HAS_STRUCT)                                                                 \
    TAIPAN_TEXT(TAIPAN_HAS_STR_CENTER)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_STR_COUNT)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_STR_PARTITION)                                                          \
    TAIPAN_TEXT(TAIPAN_HAS_STR_SPLITLINES)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_ARGV)                                                               \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_ATEXIT)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_EXC_INFO)                                                           \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_EXECUTABLE)                                                         \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_EXIT)                                                               \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_GETSIZEOF)                                                          \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_INTERN)                                                             \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_MAXSIZE)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_MODULES)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_PATH)                                                               \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_PS1_PS2)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_STDFILES)                                                           \
    TAIPAN_TEXT(TAIPAN_HAS_SYS_TRACEBACKLIMIT)                                                     \
    TAIPAN_TEXT(TAIPAN_HAS_TEMPLATE)                                                               \
    TAIPAN_TEXT(TAIPAN_HAS_TIME)                                                                   \
    TAIPAN_TEXT(TAIPAN_HAS_TRACEBACK)                                                              \
    TAIPAN_TEXT(TAIPAN_HAS_UNICODE)                                                                \
    TAIPAN_TEXT(TAIPAN_HAS_VALUE_CHECKS)                                                           \
    TAIPAN_TEXT(TAIPAN_HAS_VERIFIER)                                                               \
    TAIPAN_TEXT(TAIPAN_HAS_VIPER_ERROR)                                                            \
    TAIPAN_TEXT(TAIPAN_HAS_WARNINGS)

#ifdef __ELF__
asm(".pushsection .note.taipan,\"\",%note\n"
    ".balign 4\n"
    ".long 7, 4, 1\n" // sizes of name and content, kind
    ".asciz \"taipan\"\n"
    ".balign 4\n"
    ".long " TAIPAN_CONFIGURED("taipan_config") "\n"
                                                ".popsection\n");
/// What one file has.
#ifdef __aarch64__ // whose assembler forgets the name of a symbol that is a number
#define TAIPAN_DEFINE_CONFIGURATION                                                                \
    asm(".pushsection .note.taipan\n"                                                              \
        ".globl " TAIPAN_CONFIGURED("taipan_config") "\n" TAIPAN_CONFIGURED(                       \
            "taipan_config") ":\n.popsection\n")
#else
#define TAIPAN_DEFINE_CONFIGURATION                                                                \
    asm(".globl " TAIPAN_CONFIGURED("taipan_config") "\n"                                          \
                                                     ".set " TAIPAN_CONFIGURED(                    \
                                                         "taipan_config") ", 0\n")
#endif
#else
#define TAIPAN_DEFINE_CONFIGURATION static_assert(true)
#endif
