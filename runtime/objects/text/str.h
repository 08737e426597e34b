// Making and examining strings and bytes.
#pragma once

#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/protocol/printer.h"
#include "runtime/protocol/string.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// A str of a text, which is copied, and has to be valid UTF-8. Computed strings are not looked up
/// among the names, which would cost more than all else; only the empty string and, where speed
/// counts, one ASCII character come out as names.
Value newStr(Text text);
/// The same for UTF-8 that comes from outside: UnicodeError when it is invalid.
Value newStrChecked(Text text);
Value newBytes(Text text);
/// A Str or bytes object with room for `size` bytes to be filled in by the caller.
Str* newStrBuffer(const Type& type, size_t size);
/// Interns a string. TypeError for others, MemoryError.
Name nameOf(Value value);
/// The name of a text. MemoryError.
Name intern(Text text);

/// Number of characters.
size_t characterCount(Text text);
/// Where the first (or last) `part` starts in a text; null when it is not there.
const char* findText(Text text, Text part, bool last = false);
/// The result of a comparison operator on two texts, byte by byte.
bool compareText(BinaryOp op, Text left, Text right);
/// Writes a text in quotes, with escapes; `isBytes`: what is not ASCII is escaped too.
void printQuoted(const Printer& printer, Text text, bool isBytes);
/// Whether the text is valid UTF-8, as far as the lengths of the sequences go.
bool isValidUtf8(Text text);
/// Whether all of it is ASCII.
bool isAscii(Text text);
/// Whether every character of a str object is one byte; remembered where the object has room.
bool isAscii(Value str);
/// Appends the UTF-8 form of a code point to `to` (room for 4 bytes); bytes written.
size_t encodeUtf8(uint32_t codePoint, char* to);
/// The code point at `at` (valid UTF-8), which moves behind it.
uint32_t decodeUtf8(const char*& at);

/// Builds a text of unknown length in heap memory, also as a Printer.
class StrBuilder {
  public:
    explicit StrBuilder(size_t room = 0);
    TAIPAN_SHARED void add(Text text) {
        char* const to = extend(text.size);
        if (text.size != 0) std::memcpy(to, text.data, text.size); // no data: a null pointer
    }
    TAIPAN_SHARED void add(char character) { *extend(1) = character; }
    /// `count` bytes more, to be filled in by the caller.
    TAIPAN_SHARED char* extend(size_t count) {
        if (count > room_ - size_) grow(count);
        size_ += count;
        return object_->data + size_ - count;
    }
    size_t size() const { return size_; }
    char* data() { return object_->data; }
    Text text() { return {object_->data, size_}; }
    /// Cuts off all but the first `size` bytes.
    void truncate(size_t size) { size_ = size; }
    /// A sink that adds to this builder.
    Printer printer() { return {this, write}; }
    /// The finished object; the builder must not be used after that.
    Value str() { return finish(strType); }
    /// The same for what comes from outside: UnicodeError when it is invalid UTF-8.
    Value strChecked();
    Value bytes() { return finish(bytesType); }
    Value finish(const Type& type);
    /// Gives the memory back; the builder must not be used after that.
    void discard() { release(object_); }

  private:
    static void write(void* self, const char* text, size_t size);
    void grow(size_t count);

    Str* object_; // never null
    size_t size_ = 0;
    size_t room_;
};

} // namespace taipan::runtime
