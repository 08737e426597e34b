// Exceptions: the built-in classes and their instances.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/memory/raise.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// An instance of a built-in exception class.
struct Exception : Object {
    // The arguments, a Tuple. While `isText`, the message that they are made from when asked for: a
    // literal, the start of a heap allocation, or null.
    const void* content;
    // Where it was raised and what it came through: file, line and function by turns, innermost
    // first. Grows as it travels.
    uint16_t* trace;
    uint16_t traceSize; // in words, as the next
    uint16_t traceCapacity : 15;
    uint16_t isText : 1;

    const char* text() const { return static_cast<const char*>(content); }
};

/// An instance of a built-in exception class. When the heap is full or locked, it is the emergency
/// exception, of which there is one.
Value newException(const Type& type, size_t nArgs, const Value* args);
/// The same with a message that stays, or none when it is null.
Value newException(ExceptionNumber type, const char* text);
bool isException(Value value);
/// Whether the value is an exception class.
bool isExceptionType(Value value);
/// The Exception in an instance of a built-in or derived class.
Exception* exceptionOf(Value value);
/// The arguments, made from the message where that has not been done yet.
const Tuple& argsOf(Exception& exception);
/// The first argument, None when there is none.
Value argumentOf(Exception& exception);
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
