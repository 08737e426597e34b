// Memory for exceptions that does not have to come from the heap: allocations that fall back to a
// small buffer when the heap is full or locked. There is one exception at a time in it.
#pragma once

#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"

namespace taipan::runtime {

/// The memory set aside.
struct Emergency {
    static constexpr size_t kSize = TAIPAN_EMERGENCY_BUFFER_SIZE;
    Exception exception;
    uint16_t trace[kUnit / sizeof(uint16_t)];
    alignas(Value) unsigned char buffer[kSize == 0 ? 1 : kSize];
};
extern Emergency emergency;

/// A cleared exception without type. Never null.
Exception* newBlankException();
/// A tuple of `count` items, all "no value"; null when there is no room.
Tuple* newArgsTuple(size_t count);
/// A trace of `size` words with room for `capacity`, which is more, in the place of `trace` (null:
/// none); null when there is no room. The emergency memory has it for one unit.
uint16_t* growTrace(uint16_t* trace, size_t size, size_t capacity);
/// A Str for `size` bytes of text, uninitialised but for NUL behind it; null when there is no room.
Str* newMessageStr(size_t size);

/// A message being written: in the heap if possible, else cut off where the buffer ends.
class MessageBuilder {
  public:
    explicit MessageBuilder(size_t room);
    Printer printer() { return {this, write}; }
    /// The message with NUL behind it; null when there was no room for any.
    const char* finish();

  private:
    static void write(void* self, const char* text, size_t size);

    char* data_;
    size_t size_ = 0;
    size_t room_; // NUL included
    bool fixed_ = false;
};

/// An exception's text as it reads; null when there is none, or no room to unpack it.
const char* plainMessage(const char* text);

} // namespace taipan::runtime
