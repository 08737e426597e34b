// str.format and format specifications.

#include <cstring>

#include "runtime/objects/buffers/array.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/format.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

// --- specifications ------------------------------------------------------------------------------

namespace {
bool isOneOf(char c, const char* set) {
    return c != '\0' && std::strchr(set, c) != nullptr;
}

bool isIntegral(Value value) {
    return isInt(value) || value == kTrue || value == kFalse;
}
bool isNumeric(Value value) {
#if TAIPAN_FLOAT
    if (isFloat(value)) return true;
#endif
    return isIntegral(value);
}

/// Goes through a specification: [[fill]align][sign][#][0][width][group][.precision][type].
class SpecReader {
  public:
    explicit SpecReader(Text text) : at_(text.data), end_(text.data + text.size) {}

    /// The alignment comes out as it stands there, 0 for none.
    FormatSpec read(bool numeric);

  private:
    char peek(ptrdiff_t ahead) const { return end_ - at_ > ahead ? at_[ahead] : '\0'; }
    /// The next character if it is one of a set, else 0.
    char take(const char* set) { return isOneOf(peek(0), set) ? *at_++ : '\0'; }

    const char* at_;
    const char* const end_;
};

FormatSpec SpecReader::read(bool numeric) {
    FormatSpec spec;
    const bool filled = !isOneOf(peek(0), "<>=^") && isOneOf(peek(1), "<>=^");
    if (filled) spec.fill = *at_++;
    spec.align = take("<>=^");
    spec.sign = take("+- ");
    if (spec.sign == '-') spec.sign = '\0';
    spec.alternate = take("#") != '\0';
    if (peek(0) == '0') {
        if (spec.align == '\0' && numeric) spec.align = '=';
        if (!filled) spec.fill = '0';
    }
    readDigits(at_, end_, spec.width);
    spec.group = take(",_");
    if (take(".") != '\0') readDigits(at_, end_, spec.precision);
    spec.type = take("bcdeEfFgGnosxX%");
    if (at_ != end_) raiseBadFormat("invalid format specifier"_text);
    return spec;
}

[[noreturn]] void raiseUnknownCode(char type, Value value) {
#if TAIPAN_ERROR_TEXTS >= 2
    raiseFormat(ValueErrorType, "unknown format code '%c' for object of type '%t'"_text, type,
                value);
#else
    static_cast<void>(type);
    static_cast<void>(value);
    raiseBadFormat(nullptr);
#endif
}
} // namespace

void formatValue(StrBuilder& out, Value value, Text specification) {
    const bool numeric = isNumeric(value);
    FormatSpec spec = SpecReader(specification).read(numeric);
    if (spec.sign != '\0') {
        if (spec.type == 's') raiseBadFormat("sign not allowed in string format specifier"_text);
        if (spec.type == 'c')
            raiseBadFormat("sign not allowed with integer format specifier 'c'"_text);
    }
    spec.signFirst = spec.align == '=';
    if (spec.align == '\0' || spec.signFirst) spec.align = numeric || spec.signFirst ? '>' : '<';
    if (numeric) {
        const bool integral = isIntegral(value);
        if (spec.type == '\0' || spec.type == 'n') spec.type = integral ? 'd' : 'g';
        const bool floating = isOneOf(spec.type, "eEfFgG%");
        if (!floating) spec.precision = -1;
        if ((!integral && !floating) || !addNumber(out, value, spec))
            raiseUnknownCode(spec.type, value);
        return;
    }
    if (spec.signFirst) raiseBadFormat("'=' alignment not allowed in string format specifier"_text);
    if (spec.type != '\0' && spec.type != 's') raiseUnknownCode(spec.type, value);
    addText(out, textOf(value), spec);
}

// --- replacement fields --------------------------------------------------------------------------

namespace {
/// The arguments of str.format(), and how far automatic numbering has come.
struct Arguments {
    size_t count;
    const Value* args;
    Dict* keywords;
    intptr_t next = 0; // -1: fields have numbers of their own
};

/// Formats a text, or a specification with fields in it.
class Formatter {
  public:
    Formatter(StrBuilder& out, Text format, Arguments& arguments)
        : out_(out), at_(format.data), end_(format.data + format.size), arguments_(arguments) {}

    void run() {
        for (;;) {
            const char* const start = at_;
            while (at_ < end_ && *at_ != '{' && *at_ != '}') ++at_;
            out_.add({start, static_cast<size_t>(at_ - start)});
            if (at_ == end_) return;
            const char brace = *at_++;
            if (at_ < end_ && *at_ == brace)
                out_.add(*at_++);
            else if (brace == '}')
                raiseBadFormat("single '}' encountered in format string"_text);
            else
                field();
        }
    }

  private:
    char peek() const { return at_ < end_ ? *at_ : '\0'; }
    /// The text up to one of the characters that end a field's parts.
    Text name() {
        const char* const start = at_;
        while (at_ < end_ && *at_ != '}' && *at_ != '!' && *at_ != ':') ++at_;
        return {start, static_cast<size_t>(at_ - start)};
    }
    /// The specification, with fields in it; empty when it is not there.
    Text specification() {
        const char* const start = at_;
        for (int nesting = 1; at_ < end_; ++at_) {
            if (*at_ == '{') ++nesting;
            if (*at_ == '}' && --nesting == 0) break;
        }
        return {start, static_cast<size_t>(at_ - start)};
    }

    void field();
    char conversion();
    Value argument(Text name);
    Value numbered(size_t index);
    Value named(Text name);
    void addFormatted(Value value, Text spec);

    StrBuilder& out_;
    const char* at_;
    const char* const end_;
    Arguments& arguments_;
};

/// Behind "{".
void Formatter::field() {
    const Text fieldName = name();
    const char converted = conversion();
    Text spec;
    if (peek() == ':') {
        ++at_;
        spec = specification();
    }
    if (at_ == end_) raiseBadFormat("unmatched '{' in format"_text);
    if (*at_++ != '}') raiseBadFormat("expected ':' after format specifier"_text);
    Value value = argument(fieldName);
    const PrintKind kind = converted == 'r' ? PrintKind::Repr : PrintKind::Str;
    if (spec.size == 0) {
        if (isStr(value) && converted != 'r') return out_.add(textOf(value));
        return printValue(out_.printer(), value, kind);
    }
    if (converted != '\0') {
        StrBuilder text;
        printValue(text.printer(), value, kind);
        value = text.str();
    }
    addFormatted(value, spec);
}

void Formatter::addFormatted(Value value, Text spec) {
    if (std::memchr(spec.data, '{', spec.size) == nullptr) return formatValue(out_, value, spec);
    checkStack();
    StrBuilder inner;
    Formatter(inner, spec, arguments_).run();
    formatValue(out_, value, inner.text());
    inner.discard();
}

/// The letter behind "!", which may not be there.
char Formatter::conversion() {
    if (peek() != '!') return '\0';
    ++at_;
    if (at_ == end_) raiseBadFormat("end of format while looking for conversion specifier"_text);
    if (*at_ != 'r' && *at_ != 's') {
#if TAIPAN_ERROR_TEXTS >= 3
        raiseFormat(ValueErrorType, "unknown conversion specifier %c"_text, *at_);
#else
        raiseBadFormat("bad conversion specifier"_text);
#endif
    }
    return *at_++;
}

Value Formatter::numbered(size_t index) {
    if (index >= arguments_.count) raise(IndexErrorType, "tuple index out of range"_text);
    return arguments_.args[index];
}

Value Formatter::named(Text name) {
    const Name known = state.names.find(name);
    const Value key = known != Name::none ? nameValue(known) : newStr(name);
    const Entry* const entry =
        arguments_.keywords == nullptr ? nullptr : arguments_.keywords->table.find(key);
    if (entry == nullptr) raiseKeyError(key);
    return entry->value;
}

Value Formatter::argument(Text name) {
    if (name.size == 0) {
        if (arguments_.next < 0)
            raiseBadFormat(
                "can't switch from manual field specification to automatic field numbering"_text);
        return numbered(static_cast<size_t>(arguments_.next++));
    }
    const char* at = name.data;
    const char* const end = at + name.size;
    Value value;
    if (isDigit(*at)) {
        if (arguments_.next > 0)
            raiseBadFormat(
                "can't switch from automatic field numbering to manual field specification"_text);
        int index = 0;
        readDigits(at, end, index);
        value = numbered(static_cast<size_t>(index));
        arguments_.next = -1;
    } else {
        while (at < end && *at != '.' && *at != '[') ++at;
        value = named({name.data, static_cast<size_t>(at - name.data)});
    }
    if (at < end) raise(NotImplementedErrorType, "attributes not supported"_text);
    return value;
}
} // namespace

Value formatMethod(size_t nArgs, const Value* args, Dict* keywords) {
    const Chars self = charsOf(args[0]);
    const void* const kept = keepInPlace(args[0]); // of a bytearray that formatting may change
    StrBuilder out(self.text.size + 8 * nArgs);
    Arguments arguments = {nArgs - 1, args + 1, keywords};
    Formatter(out, self.text, arguments).run();
    keepAlive(kept);
    return finishText(out, *self.type);
}

} // namespace taipan::runtime
