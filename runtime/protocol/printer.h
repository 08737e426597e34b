// Where text goes: a file, a string being built, a console.
#pragma once

#include <cstdarg>
#include <cstddef>
#include <cstdint>

#include "runtime/value/features.h"
#include "runtime/value/names.h"
#include "runtime/value/text.h"
#include "runtime/value/value.h"

namespace taipan::runtime {

/// How print slots show an object. The numbers are part of the native ABI.
enum class PrintKind : uintptr_t {
    Str = 0,            // str(x)
    Repr = 1,           // repr(x)
    Exception = 2,      // an exception's message alone
    Json = 3,           // as json.dumps writes it: nothing of the runtime's asks for that
    Raw = 4,            // str, bytes: the bytes themselves
    SubclassFlag = 0x80 // with Exception: `Name: message` for a class of Python code
};

/// A sink for text; layout as native code knows it.
struct Printer {
    void* data;
    void (*write)(void* data, const char* text, size_t size);

    void put(const char* text, size_t size) const { write(data, text, size); }
    void put(Text text) const { write(data, text.data, text.size); }
    void put(char character) const { write(data, &character, 1); }
    /// A text that ends with NUL.
    void puts(const char* text) const;
};

/// Writes a text that may be packed, or starts with kPlainText.
void putText(const Printer& printer, const char* text);
/// Writes by a format, which may be packed: %% %c %s (NUL-terminated) %d %u %x (int-sized) %zd %zu
/// %zx (word-sized) %q (Name) %v (Value, as str) %r (Value, as repr) %t (Value, the name of its
/// type)
/// %.*s (int length, then characters).
void printFormat(const Printer& printer, const char* format, ...);
void printFormatList(const Printer& printer, const char* format, va_list arguments);

/// Writes an object. Raises what its methods raise.
void printValue(const Printer& printer, Value value, PrintKind kind);

/// The program's standard output, as the port gives it.
extern const Printer standardOutput;
/// Standard error.
extern const Printer standardError;
/// Prints `Warning: text` to standard error, in builds that warn.
void warn(const char* text);

} // namespace taipan::runtime
