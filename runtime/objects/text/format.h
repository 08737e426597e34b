// Formatting: str.format, the % operator, and what they share.
#pragma once

#include "runtime/memory/raise.h"
#include "runtime/objects/containers/dict.h"
#include "runtime/objects/text/str.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

/// How a value is laid out. The functions below may change it.
struct FormatSpec {
    int width = 0;
    int precision = -1; // -1: not given
    char fill = ' ';
    char align = '<';       // < > ^
    bool signFirst = false; // fill between sign and digits
    char sign = '\0';       // before what is not negative: + or a space
    bool alternate = false; // 0x and the like
    char group = '\0';      // between groups of digits: , or _
    char type = '\0';       // a letter or %
};

/// Adds a text and what comes before it, filled up to the width on one side or both.
void addPadded(StrBuilder& out, Text prefix, Text text, const FormatSpec& spec);
/// Adds a text, of which the precision is the most bytes.
void addText(StrBuilder& out, Text text, const FormatSpec& spec);
/// Adds a character by its code point. OverflowError.
void addCharacter(StrBuilder& out, Value codePoint, const FormatSpec& spec);
/// Adds a number as its type asks, one of b c d o x X e E f F g G %; the precision of an integer is
/// its least number of digits. False for other types; TypeError when it is no such number.
bool addNumber(StrBuilder& out, Value number, FormatSpec& spec);

/// Adds a value as a format specification asks, replacement fields in it already replaced.
/// ValueError, TypeError.
void formatValue(StrBuilder& out, Value value, Text specification);
/// text.format(…): args[0] is the text.
Value formatMethod(size_t nArgs, const Value* args, Dict* keywords);
/// text % values.
Value percentFormat(Value text, Value values);

// What is wrong with a format.
#if TAIPAN_ERROR_TEXTS >= 2
[[noreturn]] inline void raiseBadFormat(const char* text) {
    raiseValueError(text);
}
#else
[[noreturn]] inline void raiseBadFormat(const char*) {
    raiseValueError("bad format string"_text);
}
#endif

/// Reads a number from digits at `at`, which moves behind them; keeps `number` when there are none.
/// INT_MAX stands for what is too large.
void readDigits(const char*& at, const char* end, int& number);

/// A short text in place, as a Printer; what does not fit is dropped.
class NumberText {
  public:
    Printer printer() { return {this, write}; }
    Text text() const { return {data_, size_}; }

  private:
    static void write(void* self, const char* text, size_t size);

    // The longest: a word in base 2, in groups of four, a sign.
    static constexpr size_t kRoom = sizeof(intptr_t) * 10 + 1;
    char data_[kRoom];
    size_t size_ = 0;
};

} // namespace taipan::runtime
