// What a build of the runtime has in it.
//
// TAIPAN_LEVEL picks a level; each level has all that stock firmware of the same level has, so that
// a program which runs there runs here. The other options are a port's own choice. All macros are 0
// or 1 unless said otherwise, always defined, and for `#if`: a feature that is off leaves no code.
// What only concerns a compiler (f-strings, `:=`, const folding) is not here.
#pragma once

// --- options -------------------------------------------------------------------------------------

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

// What a Value is; value.h has the layouts.
#define TAIPAN_VALUES_WORDS 0     // a word; floats are objects
#define TAIPAN_VALUES_STUFFED 1   // a word of 32 bits; floats lie in it, 30 bits of them
#define TAIPAN_VALUES_NAN_BOXED 2 // 64 bits on any machine; floats lie in them, whole
#ifndef TAIPAN_VALUES
#define TAIPAN_VALUES TAIPAN_VALUES_WORDS
#endif
// Values have more bits than pointers.
#define TAIPAN_WIDE_VALUES (TAIPAN_VALUES == TAIPAN_VALUES_NAN_BOXED && __SIZEOF_POINTER__ < 8)

// Numbers with a fraction: float(), `/`, math, and complex numbers.
#ifndef TAIPAN_FLOAT
#define TAIPAN_FLOAT 1
#endif
// They have 64 bits, else 32.
#ifndef TAIPAN_FLOAT_DOUBLE
#define TAIPAN_FLOAT_DOUBLE (__SIZEOF_POINTER__ >= 8 || TAIPAN_VALUES == TAIPAN_VALUES_NAN_BOXED)
#endif
#if TAIPAN_VALUES == TAIPAN_VALUES_STUFFED && (__SIZEOF_POINTER__ != 4 || TAIPAN_FLOAT_DOUBLE)
#error "TAIPAN_VALUES_STUFFED is for words and floats of 32 bits"
#endif
// Integers of any size; without it, what does not fit the word raises OverflowError.
#ifndef TAIPAN_BIGINT
#define TAIPAN_BIGINT 1
#endif

// Small code before fast code: no duplicated fast paths, shared slow ones.
#ifndef TAIPAN_OPTIMIZE_SIZE
#ifdef __OPTIMIZE_SIZE__
#define TAIPAN_OPTIMIZE_SIZE 1
#else
#define TAIPAN_OPTIMIZE_SIZE 0
#endif
#endif
// Messages in fewer bytes: their words are numbers.
#ifndef TAIPAN_PACKED_TEXTS
#define TAIPAN_PACKED_TEXTS TAIPAN_OPTIMIZE_SIZE
#endif
// Memory spent on remembering where names were found: globals, attributes, methods.
#ifndef TAIPAN_LOOKUP_CACHE
#define TAIPAN_LOOKUP_CACHE (TAIPAN_LEVEL >= 3)
#endif
// Entries of that cache, a power of two. Stock has 128, of one byte.
#ifndef TAIPAN_LOOKUP_CACHE_SIZE
#define TAIPAN_LOOKUP_CACHE_SIZE (TAIPAN_OPTIMIZE_SIZE ? 128 : 1024)
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

// Bytes kept for the text and traceback of an exception that is raised when the heap is full or
// locked; 0 for none.
#ifndef TAIPAN_EMERGENCY_BUFFER_SIZE
#define TAIPAN_EMERGENCY_BUFFER_SIZE (TAIPAN_LEVEL >= 4 ? 256 : 0)
#endif
// Blocks of memory that the heap can be made of.
#ifndef TAIPAN_HEAP_REGIONS
#define TAIPAN_HEAP_REGIONS (TAIPAN_LEVEL >= 3 ? 4 : 1)
#endif
// Callbacks that can wait for the VM at the same time.
#ifndef TAIPAN_SCHEDULER_DEPTH
#define TAIPAN_SCHEDULER_DEPTH 4
#endif

// memcpy() and the few other functions of a C library that the runtime needs, small ones, with the
// mathematics for floats of 32 bits: for images that link none.
#ifndef TAIPAN_HAS_C_LIBRARY
#define TAIPAN_HAS_C_LIBRARY 0
#endif
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
// Exceptions know the files and functions that they came through.
#ifndef TAIPAN_HAS_TRACEBACK
#define TAIPAN_HAS_TRACEBACK 1
#endif
// Parts of sys that the smallest ports of stock go without.
#ifndef TAIPAN_HAS_SYS_MODULES
#define TAIPAN_HAS_SYS_MODULES 1
#endif
#ifndef TAIPAN_HAS_SYS_EXIT
#define TAIPAN_HAS_SYS_EXIT 1
#endif
#ifndef TAIPAN_HAS_SYS_PATH
#define TAIPAN_HAS_SYS_PATH 1
#endif
#ifndef TAIPAN_HAS_SYS_ARGV
#define TAIPAN_HAS_SYS_ARGV 1
#endif
// sys.ps1 and ps2.
#ifndef TAIPAN_HAS_SYS_PS1_PS2
#define TAIPAN_HAS_SYS_PS1_PS2 (TAIPAN_LEVEL >= 3)
#endif
// sys.stdin, stdout and stderr, and their buffers.
#ifndef TAIPAN_HAS_SYS_STDFILES
#define TAIPAN_HAS_SYS_STDFILES (TAIPAN_LEVEL >= 3)
#endif
// input(): the port can read a line.
#ifndef TAIPAN_HAS_INPUT
#define TAIPAN_HAS_INPUT (TAIPAN_LEVEL >= 3)
#endif
// time: sleep and ticks.
#ifndef TAIPAN_HAS_TIME
#define TAIPAN_HAS_TIME (TAIPAN_LEVEL >= 2)
#endif
// random.
#ifndef TAIPAN_HAS_RANDOM
#define TAIPAN_HAS_RANDOM (TAIPAN_LEVEL >= 4)
#endif
// open(): the port has files.
#ifndef TAIPAN_HAS_FILES
#define TAIPAN_HAS_FILES (TAIPAN_LEVEL >= 4)
#endif
// time.time(), time_ns(), localtime(), gmtime(), mktime(): the port has a calendar clock.
#ifndef TAIPAN_HAS_CLOCK
#define TAIPAN_HAS_CLOCK (TAIPAN_LEVEL >= 4)
#endif
// eval(), exec(), compile(), execfile() and micropython.opt_level() call the compiler that the
// program set the hook for.
#ifndef TAIPAN_HAS_COMPILER_HOOK
#define TAIPAN_HAS_COMPILER_HOOK (TAIPAN_LEVEL >= 4)
#endif

// Files are not trusted: their code is verified before it runs. Without this, as in stock, wrong
// code does anything.
#ifndef TAIPAN_HAS_VERIFIER
#define TAIPAN_HAS_VERIFIER 1
#endif
// The heap fails and collects when a test tells it to.
#ifndef TAIPAN_TEST_HOOKS
#define TAIPAN_TEST_HOOKS 0
#endif

// --- from level 1, core --------------------------------------------------------------------------

// Language and object model.
#define TAIPAN_HAS_ASYNC (TAIPAN_LEVEL >= 1)          // StopAsyncIteration, async for and with
#define TAIPAN_HAS_SLICE (TAIPAN_LEVEL >= 1)          // slice objects and `a[b:c:d]`
#define TAIPAN_HAS_MULTIPLE_BASES (TAIPAN_LEVEL >= 1) // more than one base of a class
#define TAIPAN_HAS_PROPERTY (TAIPAN_LEVEL >= 1)       // property
#define TAIPAN_HAS_SELF_CHECK (TAIPAN_LEVEL >= 1)     // built-in methods check the type of self
#define TAIPAN_HAS_VALUE_CHECKS (TAIPAN_LEVEL >= 1)   // ranges of bytes items and chr() are checked
#define TAIPAN_HAS_PEND_THROW (TAIPAN_LEVEL >= 1)     // generator.pend_throw()
// What stock calls compatibility: functions print with their names; `__class__`, and `__dict__` of
// instances, classes and modules; `__name__` of classes; object.__init__ and __new__; delattr();
// encode() and decode(); `|` of dictionaries; keyword arguments of enumerate(); namedtuple fields
// as one string; operations on a closed StringIO raise; `__main__` in sys.modules.
#define TAIPAN_HAS_COMPATIBILITY (TAIPAN_LEVEL >= 1)

// Built-in types and functions.
#define TAIPAN_HAS_SET (TAIPAN_LEVEL >= 1)            // set
#define TAIPAN_HAS_BYTEARRAY (TAIPAN_LEVEL >= 1)      // bytearray
#define TAIPAN_HAS_DICT_FROMKEYS (TAIPAN_LEVEL >= 1)  // dict.fromkeys()
#define TAIPAN_HAS_RANGE_ATTRS (TAIPAN_LEVEL >= 1)    // range.start, stop, step
#define TAIPAN_HAS_STR_COUNT (TAIPAN_LEVEL >= 1)      // str.count()
#define TAIPAN_HAS_PERCENT_FORMAT (TAIPAN_LEVEL >= 1) // `text % values`
#define TAIPAN_HAS_STR_FORMAT 1                       // str.format() and the format of f-strings
#define TAIPAN_HAS_DIR (TAIPAN_LEVEL >= 1)            // dir()
#define TAIPAN_HAS_ENUMERATE (TAIPAN_LEVEL >= 1)      // enumerate()
#define TAIPAN_HAS_FILTER (TAIPAN_LEVEL >= 1)         // filter()
#define TAIPAN_HAS_REVERSED (TAIPAN_LEVEL >= 1)       // reversed()
#define TAIPAN_HAS_MIN_MAX (TAIPAN_LEVEL >= 1)        // min() and max()
#define TAIPAN_HAS_COMPLEX (TAIPAN_FLOAT)             // complex, at every level that has float

// Modules.
#define TAIPAN_HAS_ARRAY (TAIPAN_LEVEL >= 1)       // array
#define TAIPAN_HAS_COLLECTIONS (TAIPAN_LEVEL >= 1) // collections
#define TAIPAN_HAS_NAMEDTUPLE (TAIPAN_LEVEL >= 1)  // collections.namedtuple
// Tuples with named items, such as sys.implementation.
#define TAIPAN_HAS_ATTRTUPLE (TAIPAN_LEVEL >= 1)
#define TAIPAN_HAS_MATH (TAIPAN_FLOAT && TAIPAN_LEVEL >= 1) // math
#define TAIPAN_HAS_MICROPYTHON_MODULE (TAIPAN_LEVEL >= 1)   // micropython: const, heap_lock
#define TAIPAN_HAS_GC_MODULE (TAIPAN_LEVEL >= 1)            // gc
#define TAIPAN_HAS_GC_THRESHOLD (TAIPAN_LEVEL >= 1)         // gc.threshold()
#define TAIPAN_HAS_IO (TAIPAN_LEVEL >= 1)                   // io: StringIO, BytesIO, open()
#define TAIPAN_HAS_IOBASE (TAIPAN_LEVEL >= 1)               // io.IOBase: streams written in Python
#define TAIPAN_HAS_STREAM (TAIPAN_LEVEL >= 1)               // stream objects and print(file=)
#define TAIPAN_HAS_STRUCT (TAIPAN_LEVEL >= 1)               // struct
#define TAIPAN_HAS_MODULE_FILE (TAIPAN_LEVEL >= 1)          // `__file__` of modules
#define TAIPAN_HAS_MODULE_GETATTR (TAIPAN_LEVEL >= 1)       // `__getattr__` of modules

// --- from level 2, basic -------------------------------------------------------------------------

// str holds characters, not bytes; UTF-8 is checked; UnicodeError.
#define TAIPAN_HAS_UNICODE (TAIPAN_LEVEL >= 2)
#define TAIPAN_HAS_NEXT_DEFAULT (TAIPAN_LEVEL >= 2) // next() with a default
#define TAIPAN_HAS_MODULE_ALL (TAIPAN_LEVEL >= 2)   // `from m import *` heeds `__all__`
// memoryview.itemsize, where there is memoryview.
#define TAIPAN_HAS_MEMORYVIEW_ITEMSIZE (TAIPAN_LEVEL >= 2)

// --- from level 3, extra -------------------------------------------------------------------------

// The machine.
#define TAIPAN_HAS_FINALISERS (TAIPAN_LEVEL >= 3)  // `__del__` is called by the collector
#define TAIPAN_HAS_STACK_CHECK (TAIPAN_LEVEL >= 3) // too deep a recursion raises RuntimeError
// The interrupt character raises KeyboardInterrupt; micropython.kbd_intr().
#define TAIPAN_HAS_KEYBOARD_INTERRUPT (TAIPAN_LEVEL >= 3)
#define TAIPAN_HAS_LINE_NUMBERS (TAIPAN_LEVEL >= 3) // tracebacks have lines
#define TAIPAN_HAS_SCHEDULER (TAIPAN_LEVEL >= 3)    // micropython.schedule()
// Something can wait for the interpreter.
#define TAIPAN_HAS_PENDING                                                                         \
    (TAIPAN_HAS_SCHEDULER || TAIPAN_HAS_KEYBOARD_INTERRUPT || TAIPAN_HAS_FINALISERS)

// Object model.
#define TAIPAN_HAS_FUNCTION_ATTRS (TAIPAN_LEVEL >= 3) // function.__name__ and __globals__
// `__get__`, `__set__`, `__delete__` and `__set_name__` of class attributes.
#define TAIPAN_HAS_DESCRIPTORS (TAIPAN_LEVEL >= 3)
#define TAIPAN_HAS_SETATTR_METHODS (TAIPAN_LEVEL >= 3) // `__setattr__` and `__delattr__`
// Something may happen when attributes of instances are loaded and stored.
#define TAIPAN_HAS_ACCESSORS                                                                       \
    (TAIPAN_HAS_PROPERTY || TAIPAN_HAS_DESCRIPTORS || TAIPAN_HAS_SETATTR_METHODS)
// All operator methods of classes. Without it only compares, `in`, `+`, `-`, `+=`, `-=`, and what
// bool(), len(), hash(), int(), float() and complex() call.
#define TAIPAN_HAS_ALL_OPERATORS (TAIPAN_LEVEL >= 3)
#define TAIPAN_HAS_REVERSE_OPERATORS (TAIPAN_LEVEL >= 3) // `__radd__` and the like
#define TAIPAN_HAS_NOTIMPLEMENTED (TAIPAN_LEVEL >= 3)    // NotImplemented
#define TAIPAN_HAS_BUILTIN_OVERRIDE (TAIPAN_LEVEL >= 3)  // `builtins.name = value`
#define TAIPAN_HAS_MODULE_INIT (TAIPAN_LEVEL >= 3)       // native modules have an `__init__`
// Native modules compute attributes and accept new values of them, as sys.path does.
#define TAIPAN_HAS_MODULE_DELEGATION (TAIPAN_LEVEL >= 3 || TAIPAN_HAS_SYS_PATH)

// Built-in types and functions.
#define TAIPAN_HAS_FROZENSET (TAIPAN_LEVEL >= 3)          // frozenset
#define TAIPAN_HAS_MEMORYVIEW (TAIPAN_LEVEL >= 3)         // memoryview
#define TAIPAN_HAS_SLICE_ATTRS (TAIPAN_LEVEL >= 3)        // slice.start, stop, step
#define TAIPAN_HAS_SLICE_INDICES (TAIPAN_LEVEL >= 3)      // slice.indices()
#define TAIPAN_HAS_ARRAY_SLICE_ASSIGN (TAIPAN_LEVEL >= 3) // `array[a:b] = values`, bytearray too
#define TAIPAN_HAS_BYTES_HEX (TAIPAN_LEVEL >= 3)          // bytes.hex() and fromhex()
#define TAIPAN_HAS_DECODE_ERRORS (TAIPAN_LEVEL >= 3)      // "ignore" and "replace" of decode()
#define TAIPAN_HAS_STR_CENTER (TAIPAN_LEVEL >= 3)         // str.center()
#define TAIPAN_HAS_STR_PARTITION (TAIPAN_LEVEL >= 3)      // str.partition() and rpartition()
#define TAIPAN_HAS_STR_SPLITLINES (TAIPAN_LEVEL >= 3)     // str.splitlines()
#define TAIPAN_HAS_ROUND_INT (TAIPAN_LEVEL >= 3)          // round(123, -1)
#define TAIPAN_HAS_POW3 (TAIPAN_LEVEL >= 3)               // pow() with a modulus
#define TAIPAN_HAS_HELP (TAIPAN_LEVEL >= 3)               // help() and help("modules")

// Modules.
#define TAIPAN_HAS_COLLECTIONS_DEQUE (TAIPAN_LEVEL >= 3) // deque, with iteration and subscripts
#define TAIPAN_HAS_ORDEREDDICT (TAIPAN_LEVEL >= 3)       // collections.OrderedDict
#define TAIPAN_HAS_MATH_CONSTANTS (TAIPAN_LEVEL >= 3)    // math.tau, inf, nan; below, e and pi
// expm1, log2, log10, hyperbolic functions, erf, erfc, gamma and lgamma; cmath.log10.
#define TAIPAN_HAS_MATH_SPECIAL (TAIPAN_LEVEL >= 3)
#define TAIPAN_HAS_MATH_FACTORIAL (TAIPAN_LEVEL >= 3)        // math.factorial()
#define TAIPAN_HAS_MATH_ISCLOSE (TAIPAN_LEVEL >= 3)          // math.isclose()
#define TAIPAN_HAS_CMATH (TAIPAN_FLOAT && TAIPAN_LEVEL >= 3) // cmath
#define TAIPAN_HAS_JSON_TEXT (TAIPAN_LEVEL >= 3)             // objects print as JSON, for modules
#define TAIPAN_HAS_ERRNO (TAIPAN_LEVEL >= 3)                 // errno, with errorcode
#define TAIPAN_HAS_MEM_INFO (TAIPAN_LEVEL >= 3)        // micropython.mem_info, qstr_info, stack_use
#define TAIPAN_HAS_RINGIO (TAIPAN_LEVEL >= 3)          // micropython.RingIO
#define TAIPAN_HAS_SYS_MAXSIZE (TAIPAN_LEVEL >= 3)     // sys.maxsize
#define TAIPAN_HAS_STREAM_NONBLOCK (TAIPAN_LEVEL >= 3) // streams that have no data give None

// --- level 4, full -------------------------------------------------------------------------------

// Stock has these at its two highest levels, or on its hosted ports.
#define TAIPAN_HAS_VIPER_ERROR (TAIPAN_LEVEL >= 4)           // ViperTypeError, from native code
#define TAIPAN_HAS_TEMPLATE (TAIPAN_LEVEL >= 4)              // t-strings: Template, Interpolation
#define TAIPAN_HAS_FUNCTION_CODE (TAIPAN_LEVEL >= 4)         // function.__code__, FunctionType()
#define TAIPAN_HAS_ALL_INPLACE_OPERATORS (TAIPAN_LEVEL >= 4) // `__imul__` and the like
#define TAIPAN_HAS_RANGE_EQUALITY (TAIPAN_LEVEL >= 4)        // `range(3) == range(0, 3)`
#define TAIPAN_HAS_NAMEDTUPLE_ASDICT (TAIPAN_LEVEL >= 4)     // namedtuple._asdict()
#define TAIPAN_HAS_FLOAT_HASH (TAIPAN_LEVEL >= 4)         // floats hash well, not by integer part
#define TAIPAN_HAS_BUFFERED_WRITER (TAIPAN_LEVEL >= 4)    // io.BufferedWriter
#define TAIPAN_HAS_GC_COLLECT_COUNT (TAIPAN_LEVEL >= 4)   // gc.collect() gives the objects freed
#define TAIPAN_HAS_HEAP_LOCKED (TAIPAN_LEVEL >= 4)        // micropython.heap_locked()
#define TAIPAN_HAS_MEM_STATS (TAIPAN_LEVEL >= 4)          // micropython.mem_total, current, peak
#define TAIPAN_HAS_SYS_INTERN (TAIPAN_LEVEL >= 4)         // sys.intern()
#define TAIPAN_HAS_SYS_GETSIZEOF (TAIPAN_LEVEL >= 4)      // sys.getsizeof() and `__sizeof__`
#define TAIPAN_HAS_SYS_TRACEBACKLIMIT (TAIPAN_LEVEL >= 4) // sys.tracebacklimit
#define TAIPAN_HAS_SYS_EXC_INFO (TAIPAN_LEVEL >= 4)       // sys.exc_info()
#define TAIPAN_HAS_SYS_ATEXIT (TAIPAN_LEVEL >= 4)         // sys.atexit()
#define TAIPAN_HAS_SYS_EXECUTABLE (TAIPAN_LEVEL >= 4)     // sys.executable
#define TAIPAN_HAS_WARNINGS (TAIPAN_LEVEL >= 4)           // warnings, such as str == bytes
