// What a build of the runtime has in it: features, by level.
//
// Each level has all that stock firmware of the same level has, so that a program which runs there
// runs here. A port can set each feature by itself (-DTAIPAN_HAS_MEMORYVIEW=0), for all files
// alike; what a feature needs is checked at the end. The other options are in taipan/config.h. All
// macros here are 0 or 1, always defined, and for `#if`: a feature that is off leaves no code. What
// only concerns a compiler (f-strings, `:=`, const folding) is not here.
#pragma once

#include "taipan/config.h"

// --- every level ---------------------------------------------------------------------------------

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

// --- from level 1, core --------------------------------------------------------------------------

// Language and object model:

// StopAsyncIteration, async for and with
#ifndef TAIPAN_HAS_ASYNC
#define TAIPAN_HAS_ASYNC TAIPAN_FROM_CORE
#endif
// slice objects and `a[b:c:d]`
#ifndef TAIPAN_HAS_SLICE
#define TAIPAN_HAS_SLICE TAIPAN_FROM_CORE
#endif
// more than one base of a class
#ifndef TAIPAN_HAS_MULTIPLE_BASES
#define TAIPAN_HAS_MULTIPLE_BASES TAIPAN_FROM_CORE
#endif
// property
#ifndef TAIPAN_HAS_PROPERTY
#define TAIPAN_HAS_PROPERTY TAIPAN_FROM_CORE
#endif
// built-in methods check the type of self
#ifndef TAIPAN_HAS_SELF_CHECK
#define TAIPAN_HAS_SELF_CHECK TAIPAN_FROM_CORE
#endif
// items of bytes() are checked to be 0 to 255
#ifndef TAIPAN_HAS_VALUE_CHECKS
#define TAIPAN_HAS_VALUE_CHECKS TAIPAN_FROM_CORE
#endif
// generator.pend_throw()
#ifndef TAIPAN_HAS_PEND_THROW
#define TAIPAN_HAS_PEND_THROW TAIPAN_FROM_CORE
#endif
// What stock calls compatibility, without what every level has here (functions that print with
// their names, `__class__`): `__dict__` of instances, classes and modules; `__name__` and
// `__bases__` of classes; object.__init__ and __new__; delattr(); encode() and decode(); `|` of
// dictionaries; keyword arguments of enumerate(); namedtuple fields as one string.
#ifndef TAIPAN_HAS_COMPATIBILITY
#define TAIPAN_HAS_COMPATIBILITY TAIPAN_FROM_CORE
#endif

// Built-in types and functions:

// set
#ifndef TAIPAN_HAS_SET
#define TAIPAN_HAS_SET TAIPAN_FROM_CORE
#endif
// bytearray
#ifndef TAIPAN_HAS_BYTEARRAY
#define TAIPAN_HAS_BYTEARRAY TAIPAN_FROM_CORE
#endif
// dict.fromkeys()
#ifndef TAIPAN_HAS_DICT_FROMKEYS
#define TAIPAN_HAS_DICT_FROMKEYS TAIPAN_FROM_CORE
#endif
// range.start, stop, step
#ifndef TAIPAN_HAS_RANGE_ATTRS
#define TAIPAN_HAS_RANGE_ATTRS TAIPAN_FROM_CORE
#endif
// str.count()
#ifndef TAIPAN_HAS_STR_COUNT
#define TAIPAN_HAS_STR_COUNT TAIPAN_FROM_CORE
#endif
// `text % values`
#ifndef TAIPAN_HAS_PERCENT_FORMAT
#define TAIPAN_HAS_PERCENT_FORMAT TAIPAN_FROM_CORE
#endif
// dir()
#ifndef TAIPAN_HAS_DIR
#define TAIPAN_HAS_DIR TAIPAN_FROM_CORE
#endif
// enumerate()
#ifndef TAIPAN_HAS_ENUMERATE
#define TAIPAN_HAS_ENUMERATE TAIPAN_FROM_CORE
#endif
// filter()
#ifndef TAIPAN_HAS_FILTER
#define TAIPAN_HAS_FILTER TAIPAN_FROM_CORE
#endif
// reversed()
#ifndef TAIPAN_HAS_REVERSED
#define TAIPAN_HAS_REVERSED TAIPAN_FROM_CORE
#endif
// min() and max()
#ifndef TAIPAN_HAS_MIN_MAX
#define TAIPAN_HAS_MIN_MAX TAIPAN_FROM_CORE
#endif
// complex, at every level that has float
#ifndef TAIPAN_HAS_COMPLEX
#define TAIPAN_HAS_COMPLEX TAIPAN_FLOAT
#endif

// Modules:

// array
#ifndef TAIPAN_HAS_ARRAY
#define TAIPAN_HAS_ARRAY TAIPAN_FROM_CORE
#endif
// collections
#ifndef TAIPAN_HAS_COLLECTIONS
#define TAIPAN_HAS_COLLECTIONS TAIPAN_FROM_CORE
#endif
// collections.namedtuple
#ifndef TAIPAN_HAS_NAMEDTUPLE
#define TAIPAN_HAS_NAMEDTUPLE TAIPAN_FROM_CORE
#endif
// Tuples with named items, such as sys.implementation.
#ifndef TAIPAN_HAS_ATTRTUPLE
#define TAIPAN_HAS_ATTRTUPLE TAIPAN_FROM_CORE
#endif
// math
#ifndef TAIPAN_HAS_MATH
#if TAIPAN_FLOAT
#define TAIPAN_HAS_MATH TAIPAN_FROM_CORE
#else
#define TAIPAN_HAS_MATH 0
#endif
#endif
// micropython: const, heap_lock
#ifndef TAIPAN_HAS_MICROPYTHON_MODULE
#define TAIPAN_HAS_MICROPYTHON_MODULE TAIPAN_FROM_CORE
#endif
// gc
#ifndef TAIPAN_HAS_GC_MODULE
#define TAIPAN_HAS_GC_MODULE TAIPAN_FROM_CORE
#endif
// gc.threshold()
#ifndef TAIPAN_HAS_GC_THRESHOLD
#define TAIPAN_HAS_GC_THRESHOLD TAIPAN_FROM_CORE
#endif
// io: StringIO, BytesIO, open()
#ifndef TAIPAN_HAS_IO
#define TAIPAN_HAS_IO TAIPAN_FROM_CORE
#endif
// io.IOBase: streams written in Python
#ifndef TAIPAN_HAS_IOBASE
#define TAIPAN_HAS_IOBASE TAIPAN_FROM_CORE
#endif
// stream objects and print(file=)
#ifndef TAIPAN_HAS_STREAM
#define TAIPAN_HAS_STREAM TAIPAN_FROM_CORE
#endif
// struct
#ifndef TAIPAN_HAS_STRUCT
#define TAIPAN_HAS_STRUCT TAIPAN_FROM_CORE
#endif
// `__file__` of modules
#ifndef TAIPAN_HAS_MODULE_FILE
#define TAIPAN_HAS_MODULE_FILE TAIPAN_FROM_CORE
#endif
// `__getattr__` of modules
#ifndef TAIPAN_HAS_MODULE_GETATTR
#define TAIPAN_HAS_MODULE_GETATTR TAIPAN_FROM_CORE
#endif

// --- from level 2, basic -------------------------------------------------------------------------

// str holds characters, not bytes; UTF-8 is checked; UnicodeError.
#ifndef TAIPAN_HAS_UNICODE
#define TAIPAN_HAS_UNICODE TAIPAN_FROM_BASIC
#endif
// next() with a default
#ifndef TAIPAN_HAS_NEXT_DEFAULT
#define TAIPAN_HAS_NEXT_DEFAULT TAIPAN_FROM_BASIC
#endif
// `from m import *` heeds `__all__`
#ifndef TAIPAN_HAS_MODULE_ALL
#define TAIPAN_HAS_MODULE_ALL TAIPAN_FROM_BASIC
#endif
// memoryview.itemsize, where there is memoryview.
#ifndef TAIPAN_HAS_MEMORYVIEW_ITEMSIZE
#define TAIPAN_HAS_MEMORYVIEW_ITEMSIZE TAIPAN_FROM_BASIC
#endif

// --- from level 3, extra -------------------------------------------------------------------------

// The machine:

// `__del__` is called by the collector
#ifndef TAIPAN_HAS_FINALISERS
#define TAIPAN_HAS_FINALISERS TAIPAN_FROM_EXTRA
#endif
// too deep a recursion raises RuntimeError
#ifndef TAIPAN_HAS_STACK_CHECK
#define TAIPAN_HAS_STACK_CHECK TAIPAN_FROM_EXTRA
#endif
// taipan_interrupt() raises KeyboardInterrupt; micropython.kbd_intr(), which checks its argument
// and does no more: what character interrupts is the port's affair.
#ifndef TAIPAN_HAS_KEYBOARD_INTERRUPT
#define TAIPAN_HAS_KEYBOARD_INTERRUPT TAIPAN_FROM_EXTRA
#endif
// tracebacks have lines
#ifndef TAIPAN_HAS_LINE_NUMBERS
#define TAIPAN_HAS_LINE_NUMBERS TAIPAN_FROM_EXTRA
#endif
// micropython.schedule()
#ifndef TAIPAN_HAS_SCHEDULER
#define TAIPAN_HAS_SCHEDULER TAIPAN_FROM_EXTRA
#endif
// Something can wait for the interpreter.
#define TAIPAN_HAS_PENDING                                                                         \
    (TAIPAN_HAS_SCHEDULER || TAIPAN_HAS_KEYBOARD_INTERRUPT || TAIPAN_HAS_FINALISERS)

// Object model:

// function.__name__ and __globals__
#ifndef TAIPAN_HAS_FUNCTION_ATTRS
#define TAIPAN_HAS_FUNCTION_ATTRS TAIPAN_FROM_EXTRA
#endif
// `__get__`, `__set__`, `__delete__` and `__set_name__` of class attributes.
#ifndef TAIPAN_HAS_DESCRIPTORS
#define TAIPAN_HAS_DESCRIPTORS TAIPAN_FROM_EXTRA
#endif
// `__setattr__` and `__delattr__`
#ifndef TAIPAN_HAS_SETATTR_METHODS
#define TAIPAN_HAS_SETATTR_METHODS TAIPAN_FROM_EXTRA
#endif
// Something may happen when attributes of instances are loaded and stored.
#define TAIPAN_HAS_ACCESSORS                                                                       \
    (TAIPAN_HAS_PROPERTY || TAIPAN_HAS_DESCRIPTORS || TAIPAN_HAS_SETATTR_METHODS)
// All operator methods of classes. Without it only compares, `in`, `+`, `-`, `+=`, `-=`, and what
// bool(), len(), hash(), int(), float() and complex() call.
#ifndef TAIPAN_HAS_ALL_OPERATORS
#define TAIPAN_HAS_ALL_OPERATORS TAIPAN_FROM_EXTRA
#endif
// `__radd__` and the like
#ifndef TAIPAN_HAS_REVERSE_OPERATORS
#define TAIPAN_HAS_REVERSE_OPERATORS TAIPAN_FROM_EXTRA
#endif
// NotImplemented
#ifndef TAIPAN_HAS_NOTIMPLEMENTED
#define TAIPAN_HAS_NOTIMPLEMENTED TAIPAN_FROM_EXTRA
#endif
// `builtins.name = value`
#ifndef TAIPAN_HAS_BUILTIN_OVERRIDE
#define TAIPAN_HAS_BUILTIN_OVERRIDE TAIPAN_FROM_EXTRA
#endif

// Built-in types and functions:

// frozenset
#ifndef TAIPAN_HAS_FROZENSET
#define TAIPAN_HAS_FROZENSET TAIPAN_FROM_EXTRA
#endif
// memoryview
#ifndef TAIPAN_HAS_MEMORYVIEW
#define TAIPAN_HAS_MEMORYVIEW TAIPAN_FROM_EXTRA
#endif
// slice.start, stop, step
#ifndef TAIPAN_HAS_SLICE_ATTRS
#define TAIPAN_HAS_SLICE_ATTRS TAIPAN_FROM_EXTRA
#endif
// slice.indices()
#ifndef TAIPAN_HAS_SLICE_INDICES
#define TAIPAN_HAS_SLICE_INDICES TAIPAN_FROM_EXTRA
#endif
// `array[a:b] = values`, bytearray too
#ifndef TAIPAN_HAS_ARRAY_SLICE_ASSIGN
#define TAIPAN_HAS_ARRAY_SLICE_ASSIGN TAIPAN_FROM_EXTRA
#endif
// bytes.hex() and fromhex()
#ifndef TAIPAN_HAS_BYTES_HEX
#define TAIPAN_HAS_BYTES_HEX TAIPAN_FROM_EXTRA
#endif
// "ignore" and "replace" of decode()
#ifndef TAIPAN_HAS_DECODE_ERRORS
#define TAIPAN_HAS_DECODE_ERRORS TAIPAN_FROM_EXTRA
#endif
// str.center()
#ifndef TAIPAN_HAS_STR_CENTER
#define TAIPAN_HAS_STR_CENTER TAIPAN_FROM_EXTRA
#endif
// str.partition() and rpartition()
#ifndef TAIPAN_HAS_STR_PARTITION
#define TAIPAN_HAS_STR_PARTITION TAIPAN_FROM_EXTRA
#endif
// str.splitlines()
#ifndef TAIPAN_HAS_STR_SPLITLINES
#define TAIPAN_HAS_STR_SPLITLINES TAIPAN_FROM_EXTRA
#endif
// round(123, -1)
#ifndef TAIPAN_HAS_ROUND_INT
#define TAIPAN_HAS_ROUND_INT TAIPAN_FROM_EXTRA
#endif
// pow() with a modulus
#ifndef TAIPAN_HAS_POW3
#define TAIPAN_HAS_POW3 TAIPAN_FROM_EXTRA
#endif
// help() and help("modules")
#ifndef TAIPAN_HAS_HELP
#define TAIPAN_HAS_HELP TAIPAN_FROM_EXTRA
#endif

// Modules:

// deque, with iteration and subscripts
#ifndef TAIPAN_HAS_COLLECTIONS_DEQUE
#define TAIPAN_HAS_COLLECTIONS_DEQUE TAIPAN_FROM_EXTRA
#endif
// collections.OrderedDict
#ifndef TAIPAN_HAS_ORDEREDDICT
#define TAIPAN_HAS_ORDEREDDICT TAIPAN_FROM_EXTRA
#endif
// math.tau, inf, nan; below, e and pi
#ifndef TAIPAN_HAS_MATH_CONSTANTS
#if TAIPAN_FLOAT
#define TAIPAN_HAS_MATH_CONSTANTS TAIPAN_FROM_EXTRA
#else
#define TAIPAN_HAS_MATH_CONSTANTS 0
#endif
#endif
// expm1, log2, log10, hyperbolic functions, erf, erfc, gamma and lgamma; cmath.log10.
#ifndef TAIPAN_HAS_MATH_SPECIAL
#if TAIPAN_FLOAT
#define TAIPAN_HAS_MATH_SPECIAL TAIPAN_FROM_EXTRA
#else
#define TAIPAN_HAS_MATH_SPECIAL 0
#endif
#endif
// math.factorial()
#ifndef TAIPAN_HAS_MATH_FACTORIAL
#if TAIPAN_FLOAT
#define TAIPAN_HAS_MATH_FACTORIAL TAIPAN_FROM_EXTRA
#else
#define TAIPAN_HAS_MATH_FACTORIAL 0
#endif
#endif
// math.isclose()
#ifndef TAIPAN_HAS_MATH_ISCLOSE
#if TAIPAN_FLOAT
#define TAIPAN_HAS_MATH_ISCLOSE TAIPAN_FROM_EXTRA
#else
#define TAIPAN_HAS_MATH_ISCLOSE 0
#endif
#endif
// cmath
#ifndef TAIPAN_HAS_CMATH
#if TAIPAN_HAS_COMPLEX
#define TAIPAN_HAS_CMATH TAIPAN_FROM_EXTRA
#else
#define TAIPAN_HAS_CMATH 0
#endif
#endif
// errno, with errorcode
#ifndef TAIPAN_HAS_ERRNO
#define TAIPAN_HAS_ERRNO TAIPAN_FROM_EXTRA
#endif
// micropython.mem_info, qstr_info, stack_use
#ifndef TAIPAN_HAS_MEM_INFO
#define TAIPAN_HAS_MEM_INFO TAIPAN_FROM_EXTRA
#endif
// micropython.RingIO
#ifndef TAIPAN_HAS_RINGIO
#define TAIPAN_HAS_RINGIO TAIPAN_FROM_EXTRA
#endif
// sys.ps1 and ps2.
#ifndef TAIPAN_HAS_SYS_PS1_PS2
#define TAIPAN_HAS_SYS_PS1_PS2 TAIPAN_FROM_EXTRA
#endif
// sys.stdin, stdout and stderr, and their buffers.
#ifndef TAIPAN_HAS_SYS_STDFILES
#define TAIPAN_HAS_SYS_STDFILES TAIPAN_FROM_EXTRA
#endif
// sys.maxsize
#ifndef TAIPAN_HAS_SYS_MAXSIZE
#define TAIPAN_HAS_SYS_MAXSIZE TAIPAN_FROM_EXTRA
#endif
// streams that have no data give None
#ifndef TAIPAN_HAS_STREAM_NONBLOCK
#define TAIPAN_HAS_STREAM_NONBLOCK TAIPAN_FROM_EXTRA
#endif

// --- level 4, full -------------------------------------------------------------------------------

// Stock has these at its two highest levels, or on its hosted ports.
// ViperTypeError, for programs that name it; only native code raises it
#ifndef TAIPAN_HAS_VIPER_ERROR
#define TAIPAN_HAS_VIPER_ERROR TAIPAN_FROM_FULL
#endif
// t-strings: Template, Interpolation
#ifndef TAIPAN_HAS_TEMPLATE
#define TAIPAN_HAS_TEMPLATE TAIPAN_FROM_FULL
#endif
// `__imul__` and the like
#ifndef TAIPAN_HAS_ALL_INPLACE_OPERATORS
#define TAIPAN_HAS_ALL_INPLACE_OPERATORS TAIPAN_FROM_FULL
#endif
// `range(3) == range(0, 3)`
#ifndef TAIPAN_HAS_RANGE_EQUALITY
#define TAIPAN_HAS_RANGE_EQUALITY TAIPAN_FROM_FULL
#endif
// namedtuple._asdict()
#ifndef TAIPAN_HAS_NAMEDTUPLE_ASDICT
#define TAIPAN_HAS_NAMEDTUPLE_ASDICT TAIPAN_FROM_FULL
#endif
// floats hash well, not by integer part
#ifndef TAIPAN_HAS_FLOAT_HASH
#define TAIPAN_HAS_FLOAT_HASH TAIPAN_FROM_FULL
#endif
// io.BufferedWriter
#ifndef TAIPAN_HAS_BUFFERED_WRITER
#define TAIPAN_HAS_BUFFERED_WRITER TAIPAN_FROM_FULL
#endif
// gc.collect() gives the objects freed
#ifndef TAIPAN_HAS_GC_COLLECT_COUNT
#define TAIPAN_HAS_GC_COLLECT_COUNT TAIPAN_FROM_FULL
#endif
// micropython.heap_locked()
#ifndef TAIPAN_HAS_HEAP_LOCKED
#define TAIPAN_HAS_HEAP_LOCKED TAIPAN_FROM_FULL
#endif
// micropython.mem_total, current, peak
#ifndef TAIPAN_HAS_MEM_STATS
#define TAIPAN_HAS_MEM_STATS TAIPAN_FROM_FULL
#endif
// sys.intern()
#ifndef TAIPAN_HAS_SYS_INTERN
#define TAIPAN_HAS_SYS_INTERN TAIPAN_FROM_FULL
#endif
// sys.getsizeof() and `__sizeof__`
#ifndef TAIPAN_HAS_SYS_GETSIZEOF
#define TAIPAN_HAS_SYS_GETSIZEOF TAIPAN_FROM_FULL
#endif
// sys.tracebacklimit
#ifndef TAIPAN_HAS_SYS_TRACEBACKLIMIT
#define TAIPAN_HAS_SYS_TRACEBACKLIMIT TAIPAN_FROM_FULL
#endif
// sys.exc_info()
#ifndef TAIPAN_HAS_SYS_EXC_INFO
#define TAIPAN_HAS_SYS_EXC_INFO TAIPAN_FROM_FULL
#endif
// sys.atexit()
#ifndef TAIPAN_HAS_SYS_ATEXIT
#define TAIPAN_HAS_SYS_ATEXIT TAIPAN_FROM_FULL
#endif
// sys.executable
#ifndef TAIPAN_HAS_SYS_EXECUTABLE
#define TAIPAN_HAS_SYS_EXECUTABLE TAIPAN_FROM_FULL
#endif
// warnings, such as str == bytes
#ifndef TAIPAN_HAS_WARNINGS
#define TAIPAN_HAS_WARNINGS TAIPAN_FROM_FULL
#endif
// random.
#ifndef TAIPAN_HAS_RANDOM
#define TAIPAN_HAS_RANDOM TAIPAN_FROM_FULL
#endif

// --- what does not go together -------------------------------------------------------------------

#if (TAIPAN_HAS_COMPLEX || TAIPAN_HAS_MATH) && !TAIPAN_FLOAT
#error "TAIPAN_HAS_COMPLEX needs TAIPAN_FLOAT, and so needs TAIPAN_HAS_MATH"
#endif
#if TAIPAN_HAS_CMATH && !TAIPAN_HAS_COMPLEX
#error "TAIPAN_HAS_CMATH needs TAIPAN_HAS_COMPLEX"
#endif
#if TAIPAN_HAS_FILES && !(TAIPAN_HAS_FINALISERS && TAIPAN_HAS_STREAM)
#error "TAIPAN_HAS_FILES needs TAIPAN_HAS_FINALISERS and TAIPAN_HAS_STREAM"
#endif
#if (TAIPAN_HAS_IO || TAIPAN_HAS_SYS_STDFILES) && !TAIPAN_HAS_STREAM
#error "TAIPAN_HAS_IO needs TAIPAN_HAS_STREAM, and so needs TAIPAN_HAS_SYS_STDFILES"
#endif
#if TAIPAN_HAS_NAMEDTUPLE_ASDICT && !TAIPAN_HAS_ORDEREDDICT
#error "TAIPAN_HAS_NAMEDTUPLE_ASDICT needs TAIPAN_HAS_ORDEREDDICT"
#endif
#if TAIPAN_FLOAT && __FINITE_MATH_ONLY__
#error "floats need NaN and infinity: no -ffast-math, no -ffinite-math-only"
#endif

#include "runtime/value/config_symbol.h"
