// Exceptions: the built-in classes and their instances.
#pragma once

#include "runtime/objects/containers/sequence.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// An instance of a built-in exception class.
struct Exception : Object {
    Tuple* args;      // null: made from `text` when asked for
    const char* text; // the message, a literal or the start of a heap allocation
    // Where it was raised and what it came through: file, line and function by turns, innermost
    // first. Grows as it travels.
    uint16_t* trace;
    uint16_t traceSize, traceCapacity; // in words
    uint16_t firstTrace[6];            // the trace while it is short: without an allocation
};

// exceptions.def: name, base.
enum class ExceptionNumber : uint8_t {
#define TAIPAN_EXCEPTION(name, base) name,
#include "runtime/objects/exceptions/exceptions.def"
#undef TAIPAN_EXCEPTION
    Count
};

/// The built-in exception classes in a row. Each has a base of its own; the functions are behind
/// the last one, once for all.
struct ExceptionClasses {
    static constexpr size_t kCount = static_cast<size_t>(ExceptionNumber::Count);
    struct Class : Type {
        Slot base;
    };

    Class classes[kCount];
    Slot functions[3];

    consteval ExceptionClasses();
};
extern const ExceptionClasses exceptionClasses;

#define TAIPAN_EXCEPTION(name, base)                                                               \
    inline constexpr const Type& name##Type =                                                      \
        exceptionClasses.classes[static_cast<size_t>(ExceptionNumber::name)];
#include "runtime/objects/exceptions/exceptions.def"
#undef TAIPAN_EXCEPTION
#if !TAIPAN_HAS_UNICODE
inline constexpr const Type& UnicodeErrorType = ValueErrorType;
#endif

/// An instance of a built-in exception class. When the heap is full or locked, it is the emergency
/// exception, of which there is one.
Value newException(const Type& type, size_t nArgs, const Value* args);
/// The same with a message that stays, or none when it is null.
Value newException(const Type& type, const char* text);
bool isException(Value value);
/// Whether the value is an exception class.
bool isExceptionType(Value value);
/// The Exception in an instance of a built-in or derived class.
Exception* exceptionOf(Value value);
/// Whether an exception that is travelling is caught by `matcher`, a class or a tuple of classes.
/// TypeError when it is anything else.
bool matches(Value exception, Value matcher);
/// The value of a StopIteration, None when it has none.
Value stopValue(Value exception);
/// Adds a line of the traceback.
void addTrace(Value exception, Name file, size_t line, Name function);
/// A line of the traceback, 0 being the innermost; false when there are no more.
bool traceOf(Value exception, size_t index, Name& file, size_t& line);
/// Prints `Traceback (most recent call last): …` and the exception.
void printException(const Printer& printer, Value exception);
/// Whether a travelling exception is what sys.exit() raises, and the status it asks for.
bool isSystemExit(Value exception, int& status);

/// Keeps alive what the emergency exception holds: to be called when the heap collects.
void markEmergency(Heap& heap);

} // namespace taipan::runtime
