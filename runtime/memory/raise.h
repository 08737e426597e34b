// Raising and catching. An exception travels by a jump to the innermost jump buffer, with no
// unwinding of C++ frames on the way: nothing between the two may own anything but heap memory.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/memory/exception_types.h"
#include "runtime/memory/jump_buffer.h"
#include "runtime/value/features.h"
#include "runtime/value/text.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// Raises an exception instance, or an instance of an exception class; anything else is a
/// TypeError.
[[noreturn]] void raise(Value exception);
/// Raises `type(text)`. The text lives for ever: a literal, better one with _text.
[[noreturn]] void raise(ExceptionNumber type, const char* text);
/// Raises `type()` without a message.
[[noreturn]] void raise(ExceptionNumber type);
/// Raises `type(message)`, the message by a format as of printFormat().
[[noreturn]] void raiseFormat(ExceptionNumber type, const char* format, ...);
/// The same, or in builds with short messages `type(brief)`: TAIPAN_RAISE(type, brief, format, …).
#if TAIPAN_ERROR_TEXTS >= 2
#define TAIPAN_RAISE(type, brief, format, ...)                                                     \
    raiseFormat(type, format##_text __VA_OPT__(, ) __VA_ARGS__)
#else
#define TAIPAN_RAISE(type, brief, ...) raise(type, brief##_text)
#endif

[[noreturn]] void raiseTypeError(const char* text);
[[noreturn]] void raiseValueError(const char* text);
[[noreturn]] void raiseIndexError(const char* text);
/// OSError(number).
[[noreturn]] void raiseOsError(int number);
/// KeyError(key).
[[noreturn]] void raiseKeyError(Value key);
/// `StopIteration(value)`; no value or None: without one.
[[noreturn]] void raiseStopIteration(Value value);
/// MemoryError for an allocation of `size` bytes.
[[noreturn]] void raiseMemoryError(size_t size);
/// The same for more than a word counts.
[[noreturn]] void raiseTooLarge();
/// RuntimeError: maximum recursion depth exceeded.
[[noreturn]] void raiseRecursionError();
/// TypeError of an operator: `unsupported types for __add__: 'int', 'str'`.
[[noreturn]] void raiseUnsupported(BinaryOp op, Value left, Value right);

// --- catching ------------------------------------------------------------------------------------

/// Whether an exception that is travelling is caught by `matcher`, a class or a tuple of classes.
/// TypeError when it is anything else.
bool matches(Value exception, Value matcher);
/// The value of a StopIteration, None when it has none.
Value stopValue(Value exception);

/// Raises when the C stack is nearly used up: to be called by what recurses over objects.
#if TAIPAN_HAS_STACK_CHECK
void checkStack();
#else
inline void checkStack() {}
#endif

} // namespace taipan::runtime
