#include "runtime/protocol/printer.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "runtime/memory/raise.h"
#include "runtime/memory/state.h"
#include "runtime/port/port.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

void Printer::puts(const char* text) const {
    write(data, text, std::strlen(text));
}

namespace {
/// Writes a number in base 10 or 16.
void putWord(const Printer& printer, uintptr_t number, unsigned base) {
    char text[sizeof(number) * 3];
    char* at = text + sizeof(text);
    do {
        *--at = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    printer.put(at, static_cast<size_t>(text + sizeof(text) - at));
}

void putSigned(const Printer& printer, intptr_t number) {
    const auto bits = static_cast<uintptr_t>(number);
    if (number < 0) printer.put('-');
    putWord(printer, number < 0 ? 0 - bits : bits, 10);
}

/// va_list may be an array, which functions take as a pointer: one of its own kind does not.
struct Arguments {
    va_list list;

    intptr_t number(bool word) { return word ? va_arg(list, intptr_t) : va_arg(list, int); }
    uintptr_t natural(bool word) { return word ? va_arg(list, uintptr_t) : va_arg(list, unsigned); }
    Value value() { return Value(va_arg(list, Value::Word)); } // passed as such
    const char* text() { return va_arg(list, const char*); }
    Name name() { return va_arg(list, Name); }
};

/// Writes the next argument as the letter at `format` says, which may have a prefix; what follows
/// it is returned.
const char* putArgument(const Printer& printer, const char* format, Arguments& arguments) {
    const bool word = *format == 'z';
    if (word) ++format;
    switch (*format) {
    case 'd': putSigned(printer, arguments.number(word)); break;
    case 'u': putWord(printer, arguments.natural(word), 10); break;
    case 'x': putWord(printer, arguments.natural(word), 16); break;
    case 'c': printer.put(static_cast<char>(arguments.number(false))); break;
    case 's': printer.puts(arguments.text()); break;
    case 'q': printer.put(state.names.text(arguments.name())); break;
    case 'v': printValue(printer, arguments.value(), PrintKind::Str); break;
    case 'r': printValue(printer, arguments.value(), PrintKind::Repr); break;
    case 't': printer.put(state.names.text(typeOf(arguments.value())->typeName())); break;
    case '.': { // .*s
        const auto size = static_cast<size_t>(arguments.number(false));
        printer.put(arguments.text(), size);
        format += 2;
        break;
    }
    default: printer.put(*format);
    }
    return format + 1;
}

#if TAIPAN_PACKED_TEXTS
constexpr size_t kWordsSize = [] {
    size_t size = 0;
    for (const char* word : detail::kWords) size += std::string_view(word).size();
    return size;
}();
constexpr size_t kLongestWord = [] {
    size_t longest = 0;
    for (const char* word : detail::kWords)
        longest = std::max(longest, std::string_view(word).size());
    return longest;
}();
/// The words in a row, the last character of each with bit 7, and where every kWordStep-th starts.
constexpr unsigned kWordStep = 16;
struct Words {
    signed char text[kWordsSize] = {};
    uint16_t starts[detail::kWordCount / kWordStep + 1] = {};

    consteval Words() {
        signed char* to = text;
        for (unsigned i = 0; i < detail::kWordCount; ++i) {
            if (i % kWordStep == 0) starts[i / kWordStep] = static_cast<uint16_t>(to - text);
            for (const char* word = detail::kWords[i]; *word != '\0'; ++word)
                *to++ = static_cast<signed char>(*word);
            to[-1] = static_cast<signed char>(to[-1] - 0x80);
        }
    }
};
constexpr Words kWords;

/// Copies a word, with NUL behind it.
void unpackWord(unsigned number, char* to) {
    const signed char* at = kWords.text + kWords.starts[number / kWordStep];
    for (number %= kWordStep; number != 0; --number)
        while (*at++ >= 0) {
        }
    do *to++ = static_cast<char>(*at & 0x7f);
    while (*at++ >= 0);
    *to = '\0';
}
#endif

/// The end of what goes out as it is.
const char* plainEnd(const char* text) {
#if TAIPAN_PACKED_TEXTS
    while (*text != '\0' && *text != '%' && static_cast<signed char>(*text) >= 0) ++text;
    return text;
#else
    return text + std::strcspn(text, "%");
#endif
}

/// Writes a format, or without arguments a text.
void expand(const Printer& printer, const char* format, Arguments* arguments) {
    for (;;) {
        const char* const plain = format;
        format = plainEnd(format);
        if (format != plain) printer.put(plain, static_cast<size_t>(format - plain));
        const char c = *format++;
        if (c == '\0') return;
        if (c != '%') {
#if TAIPAN_PACKED_TEXTS
            char word[kLongestWord + 1];
            unpackWord(static_cast<unsigned char>(c) - 0x80u, word);
            expand(printer, word, arguments);
#endif
        } else if (arguments == nullptr) {
            printer.put(c);
        } else {
            format = putArgument(printer, format, *arguments);
        }
    }
}
} // namespace

void putText(const Printer& printer, const char* text) {
    if (*text == kPlainText) return printer.puts(text + 1);
    expand(printer, text, nullptr);
}

void printFormatList(const Printer& printer, const char* format, va_list list) {
    Arguments arguments;
    va_copy(arguments.list, list);
    expand(printer, format, &arguments);
    va_end(arguments.list);
}

void printFormat(const Printer& printer, const char* format, ...) {
    va_list list;
    va_start(list, format);
    printFormatList(printer, format, list);
    va_end(list);
}

void printValue(const Printer& printer, Value value, PrintKind kind) {
    checkStack();
    const Type* const type = typeOf(value);
    if (const Print print = type->print()) return print(&printer, value, kind);
    printer.put('<');
    printer.put(state.names.text(type->typeName()));
    printer.put('>');
}

// --- the standard streams ------------------------------------------------------------------------

namespace {
constexpr uint8_t kOutputFile = TAIPAN_STDOUT;
constexpr uint8_t kErrorFile = TAIPAN_STDERR;

void writeTo(void* file, const char* text, size_t size) {
    while (size > 0 && port->write != nullptr) {
        const long written = portWrite(*static_cast<const uint8_t*>(file), text, size);
        if (written <= 0) return; // nobody to tell
        text += written;
        size -= static_cast<size_t>(written);
    }
}
} // namespace

constinit const Printer standardOutput = {const_cast<uint8_t*>(&kOutputFile), writeTo};
constinit const Printer standardError = {const_cast<uint8_t*>(&kErrorFile), writeTo};

void warn(const char* text) {
    if (TAIPAN_HAS_WARNINGS) printFormat(standardError, "Warning: %s\n"_text, text);
}

} // namespace taipan::runtime
