// Options of the runtime: each with its default, for C and C++.
//
// An option is one value of the library. It is set by a definition (-DTAIPAN_LEVEL=2) of all that
// is compiled: in CMake, by target_compile_definitions(taipan_runtime PUBLIC TAIPAN_LEVEL=2), which
// programs that link the library take over. Nothing here depends on a compiler's flags. Files of
// the runtime that were compiled with different options do not link: each refers to a symbol that
// has all options in its name (runtime/value/config_symbol.h). Nor do programs whose headers
// describe another library than they are linked with: see TAIPAN_WITH_VALUES.
//
// Values are plain decimal numbers, those of TAIPAN_HAS_… 0 or 1. Single features can be set as
// well: runtime/value/features.h lists them.
#ifndef TAIPAN_CONFIG_H
#define TAIPAN_CONFIG_H

// --- the language --------------------------------------------------------------------------------

// 0 minimum: the bare language, for the smallest parts
// 1 core:    the language, for parts with little flash
// 2 basic:   core and Unicode, for most parts
// 3 extra:   the conveniences, for parts with flash to spare
// 4 full:    everything, and what only a host needs
#ifndef TAIPAN_LEVEL
#define TAIPAN_LEVEL 4
#endif
#if TAIPAN_LEVEL < 0 || TAIPAN_LEVEL > 4
#error "TAIPAN_LEVEL is 0 to 4"
#endif

// Whether the level has what comes with that of the name.
#if TAIPAN_LEVEL >= 1
#define TAIPAN_FROM_CORE 1
#else
#define TAIPAN_FROM_CORE 0
#endif
#if TAIPAN_LEVEL >= 2
#define TAIPAN_FROM_BASIC 1
#else
#define TAIPAN_FROM_BASIC 0
#endif
#if TAIPAN_LEVEL >= 3
#define TAIPAN_FROM_EXTRA 1
#else
#define TAIPAN_FROM_EXTRA 0
#endif
#if TAIPAN_LEVEL >= 4
#define TAIPAN_FROM_FULL 1
#else
#define TAIPAN_FROM_FULL 0
#endif

// --- values --------------------------------------------------------------------------------------

// What a value is; runtime/value/value.h has the layouts.
#define TAIPAN_VALUES_WORDS 0     // a word; floats are objects
#define TAIPAN_VALUES_STUFFED 1   // a word of 32 bits; floats lie in it, 30 bits of them
#define TAIPAN_VALUES_NAN_BOXED 2 // 64 bits on any machine; floats lie in them, whole
#ifndef TAIPAN_VALUES
#define TAIPAN_VALUES 0
#endif
#if TAIPAN_VALUES < 0 || TAIPAN_VALUES > 2
#error "TAIPAN_VALUES is 0 to 2"
#endif
// Values have more bits than pointers.
#define TAIPAN_WIDE_VALUES (TAIPAN_VALUES == TAIPAN_VALUES_NAN_BOXED && __SIZEOF_POINTER__ < 8)

// Numbers with a fraction: float(), `/`, math, and complex numbers.
#ifndef TAIPAN_FLOAT
#define TAIPAN_FLOAT 1
#endif
// They have 64 bits, else 32: by default, what the machine's values have room for.
#ifndef TAIPAN_FLOAT_DOUBLE
#if __SIZEOF_POINTER__ >= 8 || TAIPAN_VALUES == TAIPAN_VALUES_NAN_BOXED
#define TAIPAN_FLOAT_DOUBLE 1
#else
#define TAIPAN_FLOAT_DOUBLE 0
#endif
#endif
#if TAIPAN_VALUES == TAIPAN_VALUES_STUFFED && (__SIZEOF_POINTER__ != 4 || TAIPAN_FLOAT_DOUBLE)
#error "TAIPAN_VALUES_STUFFED is for words and floats of 32 bits"
#endif
// Integers of any size; without it, what does not fit the word raises OverflowError.
#ifndef TAIPAN_BIGINT
#define TAIPAN_BIGINT 1
#endif

// --- size and speed ------------------------------------------------------------------------------

// What the code and its layouts are written for; best with the compiler's flags for the same.
#define TAIPAN_OPTIMIZE_FOR_SIZE 0 // no duplicated fast paths, shared slow ones; -Os
#define TAIPAN_OPTIMIZE_FOR_BALANCE                                                                \
    1                               // fast paths where programs spend their time: the interpreter
                                    // loop (vm/loop.cpp at -O2), names, attributes; the rest -Os
#define TAIPAN_OPTIMIZE_FOR_SPEED 2 // -O2, -O3
#ifndef TAIPAN_OPTIMIZE
#define TAIPAN_OPTIMIZE 2
#endif
#if TAIPAN_OPTIMIZE < TAIPAN_OPTIMIZE_FOR_SIZE || TAIPAN_OPTIMIZE > TAIPAN_OPTIMIZE_FOR_SPEED
#error "TAIPAN_OPTIMIZE is 0 (size), 1 (balanced) or 2 (speed)"
#endif
#ifdef TAIPAN_OPTIMIZE_SIZE
#error "TAIPAN_OPTIMIZE_SIZE is not an option: TAIPAN_OPTIMIZE=0"
#elif TAIPAN_OPTIMIZE == TAIPAN_OPTIMIZE_FOR_SPEED
#define TAIPAN_OPTIMIZE_SIZE 0
#else
#define TAIPAN_OPTIMIZE_SIZE 1
#endif
// The fast paths of the interpreter loop, of names and of attributes.
#if TAIPAN_OPTIMIZE == TAIPAN_OPTIMIZE_FOR_SIZE
#define TAIPAN_FAST_LOOP 0
#else
#define TAIPAN_FAST_LOOP 1
#endif
// How big integers are computed; include/taipan/numbers/config.h says what the numbers mean: with
// the least code, with Karatsuba's multiplication, or all that long ones are quicker with.
#ifndef TAIPAN_NUMBERS
#if TAIPAN_OPTIMIZE_SIZE
#define TAIPAN_NUMBERS 0
#elif TAIPAN_LEVEL < 4
#define TAIPAN_NUMBERS 1
#else
#define TAIPAN_NUMBERS 2
#endif
#endif
#if TAIPAN_NUMBERS < 0 || TAIPAN_NUMBERS > 2
#error "TAIPAN_NUMBERS is 0 to 2"
#endif
// Messages in fewer bytes: their words are numbers.
#ifndef TAIPAN_PACKED_TEXTS
#define TAIPAN_PACKED_TEXTS TAIPAN_OPTIMIZE_SIZE
#endif
// Memory and code spent on finding names quickly: where globals, attributes and methods were found
// last is remembered; and on loops over ranges.
#ifndef TAIPAN_LOOKUP_CACHE
#define TAIPAN_LOOKUP_CACHE TAIPAN_FROM_EXTRA
#endif
// Places in the code that it remembers, a power of two from 8 on: two bytes each; with an eighth as
// many members of classes and built-in names, of four and two words. (Stock has 128 of one byte.)
#ifndef TAIPAN_LOOKUP_CACHE_SIZE
#if __SIZEOF_POINTER__ >= 8
#define TAIPAN_LOOKUP_CACHE_SIZE 4096
#else
#define TAIPAN_LOOKUP_CACHE_SIZE 128
#endif
#endif
#if TAIPAN_LOOKUP_CACHE_SIZE < 8 || (TAIPAN_LOOKUP_CACHE_SIZE & (TAIPAN_LOOKUP_CACHE_SIZE - 1)) != 0
#error "TAIPAN_LOOKUP_CACHE_SIZE is a power of two, 8 at least"
#endif
#if TAIPAN_FAST_LOOP || TAIPAN_LOOKUP_CACHE
#define TAIPAN_QUICK_LOOKUP 1
#else
#define TAIPAN_QUICK_LOOKUP 0
#endif
// How much an exception's text tells: 0 none, 1 short fixed texts, 2 with types and numbers, 3 with
// the names of functions and objects.
#ifndef TAIPAN_ERROR_TEXTS
#if TAIPAN_LEVEL >= 4
#define TAIPAN_ERROR_TEXTS 3
#elif TAIPAN_LEVEL >= 1
#define TAIPAN_ERROR_TEXTS 2
#else
#define TAIPAN_ERROR_TEXTS 1
#endif
#endif

// --- memory --------------------------------------------------------------------------------------

// Bytes kept for the text and traceback of an exception that is raised when the heap is full or
// locked; 0 for none.
#ifndef TAIPAN_EMERGENCY_BUFFER_SIZE
#if TAIPAN_LEVEL >= 4
#define TAIPAN_EMERGENCY_BUFFER_SIZE 256
#else
#define TAIPAN_EMERGENCY_BUFFER_SIZE 0
#endif
#endif
// Blocks of memory that the heap can be made of.
#ifndef TAIPAN_HEAP_REGIONS
#if TAIPAN_LEVEL >= 3
#define TAIPAN_HEAP_REGIONS 4
#else
#define TAIPAN_HEAP_REGIONS 1
#endif
#endif
// Bytes of the C stack that may be used, below the caller of taipan_init(), before RuntimeError is
// raised where taipan_set_stack() does not say how many there are; 0: nothing is known, and nothing
// checked. Checks are from level extra on (TAIPAN_HAS_STACK_CHECK).
#ifndef TAIPAN_STACK_SIZE
#if __SIZEOF_POINTER__ >= 8
#define TAIPAN_STACK_SIZE 524288
#else
#define TAIPAN_STACK_SIZE 0
#endif
#endif
// Callbacks that can wait for the VM at the same time.
#ifndef TAIPAN_SCHEDULER_DEPTH
#define TAIPAN_SCHEDULER_DEPTH 4
#endif
// The heap fails and collects when a test tells it to.
#ifndef TAIPAN_TEST_HOOKS
#define TAIPAN_TEST_HOOKS 0
#endif

// --- code ----------------------------------------------------------------------------------------

// import of .mpy files and folders through the port's hook, not of built-in modules alone.
#ifndef TAIPAN_HAS_FILE_IMPORT
#define TAIPAN_HAS_FILE_IMPORT 1
#endif
// Modules and files as constant data, from `taipan freeze`.
#ifndef TAIPAN_HAS_FROZEN
#define TAIPAN_HAS_FROZEN TAIPAN_HAS_FILE_IMPORT
#endif
#if TAIPAN_HAS_FROZEN && !TAIPAN_HAS_FILE_IMPORT
#error "TAIPAN_HAS_FROZEN needs TAIPAN_HAS_FILE_IMPORT"
#endif
// Files are not trusted: their code is verified before it runs. Without this, as in stock, wrong
// code does anything.
#ifndef TAIPAN_HAS_VERIFIER
#define TAIPAN_HAS_VERIFIER 1
#endif
// Machine code in .mpy files, made for this machine by stock's compiler or ours:
// @micropython.native, viper and linked modules. Nothing can verify what such code does. Needs a
// machine with code for it (runtime/vm/native.h) and values that are words.
#ifndef TAIPAN_HAS_NATIVE
#define TAIPAN_HAS_NATIVE 0
#endif
#if TAIPAN_HAS_NATIVE && TAIPAN_VALUES != TAIPAN_VALUES_WORDS
#error "TAIPAN_HAS_NATIVE needs TAIPAN_VALUES=0: machine code knows values as words"
#endif
// A program can have the interpreter count what functions run (taipan_profile()), by a second loop
// beside the ordinary one.
#ifndef TAIPAN_HAS_PROFILE
#define TAIPAN_HAS_PROFILE 0
#endif
// eval(), exec(), compile(), execfile() and micropython.opt_level() call the compiler that the
// program set the hook for.
#ifndef TAIPAN_HAS_COMPILER_HOOK
#define TAIPAN_HAS_COMPILER_HOOK TAIPAN_FROM_FULL
#endif

// --- the machine ---------------------------------------------------------------------------------

// memcpy() and the few other functions of a C library that the runtime needs, small ones, with the
// mathematics for floats of 32 bits: for images that link none.
#ifndef TAIPAN_HAS_C_LIBRARY
#define TAIPAN_HAS_C_LIBRARY 0
#endif
// input(): the port can read a line.
#ifndef TAIPAN_HAS_INPUT
#define TAIPAN_HAS_INPUT TAIPAN_FROM_EXTRA
#endif
// open(): the port has files.
#ifndef TAIPAN_HAS_FILES
#define TAIPAN_HAS_FILES TAIPAN_FROM_FULL
#endif
// time: sleep and ticks.
#ifndef TAIPAN_HAS_TIME
#define TAIPAN_HAS_TIME TAIPAN_FROM_BASIC
#endif
// time.time(), time_ns(), localtime(), gmtime(), mktime(): the port has a calendar clock.
#ifndef TAIPAN_HAS_CLOCK
#define TAIPAN_HAS_CLOCK TAIPAN_FROM_FULL
#endif

// --- what the options make of C names ------------------------------------------------------------

// name_values0, …: a function whose caller has to know what a value is.
#define TAIPAN_WITH_VALUES(name) TAIPAN_PASTE(name, _values, TAIPAN_VALUES)
// name_values0_float64_bigint1, …: data that is laid out as the runtime's constants are.
#define TAIPAN_WITH_CONSTANTS(name)                                                                \
    TAIPAN_PASTE(TAIPAN_WITH_VALUES(name), TAIPAN_FLOAT_SUFFIX,                                    \
                 TAIPAN_PASTE(_bigint, TAIPAN_BIGINT, ))
#define TAIPAN_PASTE(a, b, c) TAIPAN_PASTE_TOKENS(a, b, c)
#define TAIPAN_PASTE_TOKENS(a, b, c) a##b##c
#if !TAIPAN_FLOAT
#define TAIPAN_FLOAT_SUFFIX _float0
#elif TAIPAN_FLOAT_DOUBLE
#define TAIPAN_FLOAT_SUFFIX _float64
#else
#define TAIPAN_FLOAT_SUFFIX _float32
#endif

#endif
