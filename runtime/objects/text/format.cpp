// What str.format and the % operator share: values laid out by a specification.

#include "runtime/objects/text/format.h"

#include <climits>
#include <cstring>

#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#if TAIPAN_FLOAT
#include "runtime/numbers/float_text.h"
#endif

namespace taipan::runtime {

void NumberText::write(void* self, const char* text, size_t size) {
    auto* const number = static_cast<NumberText*>(self);
    if (size > kRoom - number->size_) size = kRoom - number->size_;
    std::memcpy(number->data_ + number->size_, text, size);
    number->size_ += size;
}

void readDigits(const char*& at, const char* end, int& number) {
    if (at == end || !isDigit(*at)) return;
    number = 0;
    for (; at < end && isDigit(*at); ++at)
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, *at - '0', &number))
            number = INT_MAX;
}

// --- padding -------------------------------------------------------------------------------------

namespace {
/// How often a group character comes in zeros.
size_t periodOf(char group) {
    return group == ',' ? 4 : 5;
}

/// Adds `count` fill characters, the first of which has `left` characters from itself to the end.
/// Zeros that go on a grouped number are in groups too.
void addFill(StrBuilder& out, size_t count, size_t left, const FormatSpec& spec) {
    char* const to = out.extend(count);
    std::memset(to, spec.fill, count);
    if (spec.fill != '0' || spec.group == '\0') return;
    for (size_t i = 0; i < count; ++i)
        if ((left - i) % periodOf(spec.group) == 0) to[i] = spec.group;
}
} // namespace

void addPadded(StrBuilder& out, Text prefix, Text text, const FormatSpec& spec) {
    const size_t size = prefix.size + text.size;
    size_t width = spec.width < 0 ? 0 : static_cast<size_t>(spec.width);
    // A group character never comes first.
    if (spec.fill == '0' && spec.group != '\0' && width % periodOf(spec.group) == 0) ++width;
    const size_t padding = width < size ? 0 : width - size;
    const size_t before = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
    if (before != 0) addFill(out, before, width, spec);
    out.add(prefix);
    out.add(text);
    if (padding != before) addFill(out, padding - before, width, spec);
}

// --- integers ------------------------------------------------------------------------------------

namespace {
/// Sign and prefix of a number.
struct Prefix {
    char data[4];
    size_t size = 0;

    void add(char c) { data[size++] = c; }
};

Prefix prefixOf(bool negative, int base, const FormatSpec& spec) {
    Prefix prefix;
    if (negative)
        prefix.add('-');
    else if (spec.sign != '\0')
        prefix.add(spec.sign);
    if (spec.alternate && base != 10) {
        prefix.add('0');
        prefix.add(base == 2 ? 'b' : base == 8 ? 'o' : spec.type == 'X' ? 'X' : 'x');
    }
    return prefix;
}

/// Lays out digits, "-" before them or not.
void addDigits(StrBuilder& out, Text digits, int base, FormatSpec& spec) {
    const bool negative = *digits.data == '-';
    if (negative) digits = {digits.data + 1, digits.size - 1};
    const Prefix made = prefixOf(negative, base, spec);
    const Text prefix = {made.data, made.size};
    // Where zeros fill up to the width, a number of digits is but another width.
    if (spec.align == '>' && spec.fill == '0') {
        if (spec.precision > spec.width) spec.width = spec.precision;
        spec.precision = -1;
    }
    if (spec.precision <= 1 && !spec.signFirst) return addPadded(out, prefix, digits, spec);
    spec.width -= static_cast<int>(prefix.size);
    size_t behind = 0;
    if (spec.precision > 1) {
        const auto least = static_cast<size_t>(spec.precision);
        const auto wanted = static_cast<size_t>(spec.width < 0 ? 0 : spec.width);
        const size_t size = digits.size < least ? least : digits.size;
        const size_t padding = size < wanted ? wanted - size : 0;
        if (spec.align == '<')
            behind = padding;
        else
            std::memset(out.extend(padding), ' ', padding);
        spec.fill = '0';
        spec.align = '>';
        spec.width = spec.precision;
    }
    out.add(prefix);
    addPadded(out, {}, digits, spec);
    std::memset(out.extend(behind), ' ', behind);
}

void addInt(StrBuilder& out, Value number, int base, FormatSpec& spec) {
    if (!isInt(number)) number = newInt(toInt(number));
    if (!TAIPAN_OPTIMIZE_SIZE && number.isSmallInt()) {
        NumberText text;
        printInt(text.printer(), number, base, "", spec.type == 'X', spec.group);
        return addDigits(out, text.text(), base, spec);
    }
    StrBuilder text;
    printInt(text.printer(), number, base, "", spec.type == 'X', spec.group);
    addDigits(out, text.text(), base, spec);
    text.discard();
}
} // namespace

// --- floats and texts ----------------------------------------------------------------------------

#if TAIPAN_FLOAT
namespace {
void addFloat(StrBuilder& out, Value number, FormatSpec& spec) {
    char text[kFloatTextSize + 1];
    const bool percent = spec.type == '%';
    FloatFormat format;
    format.kind = percent ? 'f' : spec.type;
    format.sign = spec.sign;
    format.precision = spec.precision;
    size_t size = formatFloat(text, toFloat(number) * (percent ? 100 : 1), format);
    if (percent) text[size++] = '%';
    const size_t sign = spec.signFirst && *text < '0'; // + - blank
    out.add({text, sign});
    spec.width -= static_cast<int>(sign);
    addPadded(out, {}, {text + sign, size - sign}, spec);
}
} // namespace
#endif

bool addNumber(StrBuilder& out, Value number, FormatSpec& spec) {
    int base = 0;
    switch (spec.type) {
    case 'c': addCharacter(out, number, spec); return true;
    case 'b': base = 2; break;
    case 'o': base = 8; break;
    case 'd': base = 10; break;
    case 'x':
    case 'X': base = 16; break;
#if TAIPAN_FLOAT
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%': addFloat(out, number, spec); return true;
#endif
    default: return false;
    }
    addInt(out, number, base, spec);
    return true;
}

void addText(StrBuilder& out, Text text, const FormatSpec& spec) {
    if (spec.precision >= 0 && static_cast<size_t>(spec.precision) < text.size) {
        text.size = static_cast<size_t>(spec.precision);
        // Only whole characters.
        while (TAIPAN_HAS_UNICODE && text.size > 0 &&
               (static_cast<uint8_t>(text.data[text.size]) & 0xc0) == 0x80)
            --text.size;
    }
    addPadded(out, {}, text, spec);
}

void addCharacter(StrBuilder& out, Value codePoint, const FormatSpec& spec) {
    const auto code = static_cast<uintptr_t>(toInt(codePoint));
    if (code >= 0x110000) raise(OverflowErrorType, "char not in range(0x110000)"_text);
    char text[4];
    addPadded(out, {}, {text, encodeUtf8(static_cast<uint32_t>(code), text)}, spec);
}

} // namespace taipan::runtime
