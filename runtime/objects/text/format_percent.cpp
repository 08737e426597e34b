// The % operator of str and bytes.

#include <climits>

#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/format.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

#if TAIPAN_HAS_PERCENT_FORMAT
namespace taipan::runtime {

namespace {
/// Goes through a format and the values for it.
class PercentFormatter {
  public:
    PercentFormatter(StrBuilder& out, Text format, bool isBytes, Value values);
    void run();

  private:
    char peek() const { return at_ < end_ ? *at_ : '\0'; }
    Value next();
    Value keyed();
    int starOrDigits(int missing);
    FormatSpec flags();
    void conversion();
    void add(Value value, FormatSpec& spec);
    void addShown(Value value, FormatSpec& spec);
    void addSingle(Value value, const FormatSpec& spec);

    StrBuilder& out_;
    const char* const start_;
    const char* at_;
    const char* const end_;
    const bool isBytes_;
    size_t used_ = 0;
    size_t count_ = 1;
    Value single_;
    const Value* values_ = &single_;
    Dict* dict_ = nullptr;
};

PercentFormatter::PercentFormatter(StrBuilder& out, Text format, bool isBytes, Value values)
    : out_(out), start_(format.data), at_(format.data), end_(format.data + format.size),
      isBytes_(isBytes), single_(values) {
    if (const Tuple* const tuple = asTuple(values)) {
        single_ = pointerTo(tuple); // an instance may get another one
        values_ = tuple->items;
        count_ = tuple->size;
    } else if (is(values, dictType)) {
        dict_ = values.as<Dict>();
    }
}

void PercentFormatter::run() {
    for (;;) {
        const char* const start = at_;
        while (at_ < end_ && *at_ != '%') ++at_;
        out_.add({start, static_cast<size_t>(at_ - start)});
        if (at_ == end_) break;
        ++at_;
        if (peek() == '%')
            out_.add(*at_++);
        else
            conversion();
    }
    // A dict may have more than is wanted.
    if (dict_ == nullptr && used_ != count_)
        raiseTypeError("format string didn't convert all arguments"_text);
}

Value PercentFormatter::next() {
    if (used_ >= count_) raiseTypeError("format string needs more arguments"_text);
    return values_[used_++];
}

/// The value of the key in parentheses; no value when there is none.
Value PercentFormatter::keyed() {
    if (peek() != '(') return kNoValue;
    if (dict_ == nullptr) raiseTypeError("format needs a dict"_text);
    used_ = 1;
    const char* const start = ++at_;
    while (at_ < end_ && *at_ != ')') ++at_;
    if (at_ == end_) raiseBadFormat("incomplete format key"_text);
    const Value key = newStr({start, static_cast<size_t>(at_++ - start)});
    const Entry* const entry = dict_->table.find(key);
    if (entry == nullptr) raiseKeyError(key);
    return entry->value;
}

/// A number, or "*" for the next value.
int PercentFormatter::starOrDigits(int missing) {
    if (peek() == '*') {
        ++at_;
        const intptr_t number = toInt(next());
        return number > INT_MAX ? INT_MAX : number < 0 ? -1 : static_cast<int>(number);
    }
    readDigits(at_, end_, missing);
    return missing;
}

FormatSpec PercentFormatter::flags() {
    FormatSpec spec;
    spec.align = '>';
    for (;; ++at_) {
        switch (peek()) {
        case '-': spec.align = '<'; break;
        case '+': spec.sign = '+'; break;
        case ' ':
            if (spec.sign == '\0') spec.sign = ' ';
            break;
        case '#': spec.alternate = true; break;
        case '0':
            spec.signFirst = true;
            spec.fill = '0';
            break;
        default: return spec;
        }
    }
}

/// Behind "%".
void PercentFormatter::conversion() {
    Value value = at_ < end_ ? keyed() : kNoValue;
    FormatSpec spec = flags();
    spec.width = starOrDigits(0);
    if (peek() == '.') {
        ++at_;
        if (at_ < end_) spec.precision = starOrDigits(0);
    }
    if (at_ == end_) raiseBadFormat("incomplete format"_text);
    if (!value) value = next();
    spec.type = *at_++;
    add(value, spec);
}

void PercentFormatter::addSingle(Value value, const FormatSpec& spec) {
    if (isStr(value)) {
        const Text text = textOf(value);
        if (characterCount(text) != 1) raiseTypeError("%c needs int or char"_text);
        return addPadded(out_, {}, text, spec);
    }
    if (!isInt(value) && value != kTrue && value != kFalse) raiseTypeError("integer needed"_text);
    addCharacter(out_, value, spec);
}

/// %s and %r.
void PercentFormatter::addShown(Value value, FormatSpec& spec) {
    PrintKind kind = spec.type == 'r' ? PrintKind::Repr : PrintKind::Str;
    if (kind == PrintKind::Str && isBytes_ && isBytes(value)) kind = PrintKind::Raw;
    if (spec.width <= 0 && spec.precision < 0) return printValue(out_.printer(), value, kind);
    StrBuilder text;
    printValue(text.printer(), value, kind);
    addText(out_, text.text(), spec);
    text.discard();
}

void PercentFormatter::add(Value value, FormatSpec& spec) {
    const char type = spec.type;
    if (type == 'c' || type == 'r' || type == 's') {
        spec.fill = ' '; // zeros are for numbers
        return type == 'c' ? addSingle(value, spec) : addShown(value, spec);
    }
    if (type == 'i' || type == 'u') spec.type = 'd';
#if TAIPAN_FLOAT
    if (spec.type == 'd' && isFloat(value)) value = intType.makeNew()(&intType, 1, 0, &value);
#endif
    if (type != 'b' && type != '%' && addNumber(out_, value, spec)) return;
#if TAIPAN_ERROR_TEXTS >= 2
    raiseFormat(ValueErrorType, "unsupported format character '%c' (0x%x) at index %d"_text, type,
                static_cast<uint8_t>(type), static_cast<int>(at_ - 1 - start_));
#else
    raiseBadFormat(nullptr);
#endif
}
} // namespace

Value percentFormat(Value text, Value values) {
    const Chars self = charsOf(text);
    StrBuilder out(self.text.size + 16);
    PercentFormatter(out, self.text, !self.isStr(), values).run();
    keepAlive(text.pointer);
    return out.finish(*self.type);
}

} // namespace taipan::runtime
#endif
