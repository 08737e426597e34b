#include "runtime/objects/exceptions/emergency.h"

#include <cstring>

#include "runtime/memory/state.h"

namespace taipan::runtime {

namespace {
constexpr size_t kSize = Emergency::kSize;
// The buffer holds a tuple, of one item if a text follows.
constexpr size_t kStrAt = sizeof(Tuple) + sizeof(Value);
// Up to Str::data, which has no padding before it.
constexpr size_t kStrHeader =
    sizeof(Object) + sizeof(uint32_t) + sizeof(uint16_t) + sizeof(uint8_t);
constexpr size_t kTextAt = kStrAt + kStrHeader;

/// Memory from the heap, or the buffer from `at` on; null when neither has so much.
void* take(size_t size, size_t at, Contents contents) {
    void* memory = state.heap.allocate(size, contents);
    if (kSize != 0 && memory == nullptr && at + size <= kSize) memory = emergency.buffer + at;
    return memory;
}
} // namespace

Exception* newBlankException() {
    void* memory = state.heap.allocate(sizeof(Exception), Contents::Pointers);
    if (memory != nullptr) return static_cast<Exception*>(memory);
    std::memset(&emergency.exception, 0, sizeof(Exception));
    return &emergency.exception;
}

Tuple* newArgsTuple(size_t count) {
    const size_t size = sizeof(Tuple) + count * sizeof(Value);
    auto* tuple = static_cast<Tuple*>(take(size, 0, Contents::Pointers));
    if (tuple == nullptr) return nullptr;
    tuple->type = &tupleType;
    tuple->size = count;
    return tuple;
}

uint16_t* growTrace(uint16_t* trace, size_t size, size_t capacity) {
    constexpr size_t kWord = sizeof(uint16_t);
#if !TAIPAN_OPTIMIZE_SIZE
    if (trace == nullptr && capacity * kWord == kUnit)
        if (void* const quick = state.heap.takeNoScan(1)) return static_cast<uint16_t*>(quick);
#endif
    const bool isOwn = trace != emergency.trace;
    auto* const grown = static_cast<uint16_t*>(state.heap.reallocate(
        isOwn ? trace : nullptr, size * kWord, capacity * kWord, Contents::Bytes));
    if (grown == nullptr) return capacity * kWord == kUnit ? emergency.trace : nullptr;
    if (!isOwn) std::memcpy(grown, trace, size * kWord);
    return grown;
}

Str* newMessageStr(size_t size) {
    auto* str = static_cast<Str*>(take(kStrHeader + size + 1, kStrAt, Contents::Bytes));
    if (str == nullptr) return nullptr;
    str->type = &strType;
    str->size = static_cast<uint32_t>(size);
    str->hash = 0;
    str->flags = 0;
    str->data[size] = '\0';
    return str;
}

MessageBuilder::MessageBuilder(size_t room)
    : data_(static_cast<char*>(state.heap.allocate(room, Contents::Bytes))), room_(room) {
    if (data_ != nullptr) return;
    fixed_ = true;
    room_ = 0;
    // Where newMessageStr() puts its text.
    if (kTextAt >= kSize) return;
    data_ = reinterpret_cast<char*>(emergency.buffer) + kTextAt;
    room_ = kSize - kTextAt;
}

void MessageBuilder::write(void* self, const char* text, size_t size) {
    auto& message = *static_cast<MessageBuilder*>(self);
    if (message.room_ == 0) return;
    if (message.size_ + size >= message.room_ && !message.fixed_) {
        const size_t room = message.size_ + size + 16;
        void* grown = state.heap.reallocate(message.data_, message.room_, room, Contents::Bytes);
        if (grown == nullptr) {
            message.fixed_ = true;
        } else {
            message.data_ = static_cast<char*>(grown);
            message.room_ = room;
        }
    }
    const size_t left = message.room_ - message.size_ - 1;
    if (size > left) size = left;
    std::memcpy(message.data_ + message.size_, text, size);
    message.size_ += size;
}

const char* MessageBuilder::finish() {
    if (room_ == 0) return nullptr;
    data_[size_] = '\0';
    // A part of a character: a format is read byte by byte, and the buffer has an end.
    const size_t start = TAIPAN_PACKED_TEXTS; // behind kPlainText
    if (TAIPAN_HAS_UNICODE && size_ > start && !isValidUtf8({data_ + start, size_ - start}))
        for (size_t i = start; i < size_; ++i)
            if ((data_[i] & 0x80) != 0) data_[i] = '?';
    return data_;
}

const char* plainMessage(const char* text) {
    if (!TAIPAN_PACKED_TEXTS || text == nullptr) return text;
    if (*text == kPlainText) return text + 1;
    MessageBuilder message(std::strlen(text) * 2);
    putText(message.printer(), text);
    return message.finish();
}

void markEmergency(Heap& heap) {
    heap.markRange(&emergency, &emergency + 1);
}

} // namespace taipan::runtime
