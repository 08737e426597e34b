#include "runtime/vm/native_print.h"

#if TAIPAN_HAS_NATIVE

#include <cstring>

#include "runtime/memory/state.h"
#include "runtime/objects/numbers/float.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/format.h"

namespace taipan::runtime {

namespace {
/// What stands between % and the letter.
struct Directive {
    FormatSpec spec;
    bool isLong = false;
};

/// Arguments by reference: a va_list may be an array.
struct Arguments {
    va_list list;
};

int readCount(const char*& at, int otherwise, Arguments& arguments) {
    if (*at == '*') {
        ++at;
        return va_arg(arguments.list, int);
    }
    int number = otherwise;
    readDigits(at, at + std::strlen(at), number);
    return number;
}

Directive readDirective(const char*& at, Arguments& arguments) {
    Directive read;
    FormatSpec& spec = read.spec;
    spec.align = '>';
    for (;; ++at) {
        if (*at == '-')
            spec.align = '<';
        else if (*at == '+' || *at == ' ')
            spec.sign = *at;
        else if (*at == '0')
            spec.fill = '0';
        else if (*at != '!')
            break;
    }
    spec.signFirst = spec.fill == '0';
    spec.width = readCount(at, 0, arguments);
    if (spec.width < 0) {
        spec.align = '<';
        spec.width = -spec.width;
    }
    if (*at == '.') spec.precision = readCount(++at, 0, arguments);
    for (; *at == 'l' || *at == 'z'; ++at) read.isLong = true;
    return read;
}

Value numberOf(const Directive& directive, char letter, Arguments& arguments) {
    if (letter == 'd')
        return newInt(directive.isLong ? va_arg(arguments.list, long)
                                       : va_arg(arguments.list, int));
    if (directive.isLong || letter == 'p' || letter == 'P')
        return newIntUnsigned(va_arg(arguments.list, uintptr_t));
    return newIntUnsigned(va_arg(arguments.list, unsigned));
}

/// Up to its end, or so many bytes (-1: all).
Text textOfC(const char* text, int most) {
    if (text == nullptr) text = "(null)";
    size_t size = 0;
    while (text[size] != '\0' && size != static_cast<size_t>(most)) ++size;
    return {text, size};
}

/// Adds what a directive asks for; false when its letter is none.
bool addDirective(StrBuilder& out, Directive& directive, char letter, Arguments& arguments) {
    FormatSpec& spec = directive.spec;
    switch (letter) {
    case 'b':
        addText(out, textOfC(va_arg(arguments.list, int) ? "true" : "false", -1), spec);
        break;
    case 'c': {
        const char character = static_cast<char>(va_arg(arguments.list, int));
        spec.precision = -1;
        addText(out, {&character, 1}, spec);
        break;
    }
    case 'q':
        addText(out, state.names.text(static_cast<Name>(va_arg(arguments.list, uintptr_t))), spec);
        break;
    case 's':
        addText(out, textOfC(va_arg(arguments.list, const char*), spec.precision), spec);
        break;
    case 'd':
    case 'u':
    case 'x':
    case 'X':
    case 'p':
    case 'P':
        spec.type = letter == 'u' ? 'd' : letter == 'p' ? 'x' : letter == 'P' ? 'X' : letter;
        addNumber(out, numberOf(directive, letter, arguments), spec);
        break;
#if TAIPAN_FLOAT
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        spec.type = letter;
        addNumber(out, newFloat(static_cast<Float>(va_arg(arguments.list, double))), spec);
        break;
#endif
    default: return false;
    }
    return true;
}
} // namespace

int printNative(const Printer& printer, const char* format, va_list list) {
    Arguments arguments;
    va_copy(arguments.list, list);
    StrBuilder out(64);
    for (const char* at = format; *at != '\0';) {
        if (*at != '%') {
            out.add(*at++);
            continue;
        }
        Directive directive = readDirective(++at, arguments);
        if (*at == '\0') break;
        if (!addDirective(out, directive, *at, arguments)) out.add(*at);
        ++at;
    }
    va_end(arguments.list);
    const auto count = static_cast<int>(out.size());
    printer.put(out.text());
    out.discard();
    return count;
}

} // namespace taipan::runtime
#endif
