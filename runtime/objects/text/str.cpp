// Str objects: making them, their texts, and the builder.

#include <cstring>

#include "runtime/memory/state.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
constexpr size_t kHeader = sizeof(Str) - 1; // the text starts in what would be padding
constexpr size_t kMaxSize = UINT32_MAX - 2 * kUnit;
// What builders start with at least: more than the text of most numbers.
constexpr size_t kLeastRoom = 2 * kUnit - kHeader - 1;

/// The bytes that an object of a text of `size` bytes takes, NUL behind it included.
size_t objectSize(size_t size) {
    if (size > kMaxSize) raiseMemoryError(size);
    return kHeader + size + 1;
}
/// The same up to the end of its last unit.
size_t wholeUnits(size_t size) {
    return (objectSize(size) + kUnit - 1) & ~(kUnit - 1);
}
void finishObject(Str* str, const Type& type, size_t size) {
    str->type = &type;
    str->size = static_cast<uint32_t>(size);
    str->flags = 0;
    str->data[size] = '\0';
}
} // namespace

// --- making them ---------------------------------------------------------------------------------

namespace {
/// A Str without text as a variable, which cannot end in an array of any size.
struct EmptyStr : Object {
    uint32_t size;
    uint16_t hash;
    uint8_t flags;
    char data[1];
};
static_assert(sizeof(EmptyStr) == sizeof(Str));
constinit const EmptyStr empty = {
    {&bytesType}, 0, hashOf(Text{}), Str::kHashed | Str::kWidthKnown | Str::kAscii, {}};
} // namespace

Str* emptyBytes() {
    return const_cast<Str*>(reinterpret_cast<const Str*>(&empty));
}

Str* newStrBuffer(const Type& type, size_t size) {
    auto* const str = static_cast<Str*>(allocate(objectSize(size), Contents::Bytes));
    finishObject(str, type, size);
    return str;
}

Value newStr(Text text) {
    if (text.size <= 1) {
        if (text.size == 0) return nameValue(""_name);
#if !TAIPAN_OPTIMIZE_SIZE
        if (*text.data >= 0) return characterStr(*text.data);
#endif
    }
    Str* const str = newStrBuffer(strType, text.size);
    std::memcpy(str->data, text.data, text.size);
    return pointerTo(str);
}

#if !TAIPAN_OPTIMIZE_SIZE
Value newCharacterName(char character) {
    const Name name = intern({&character, 1});
    state.characterNames[static_cast<uint8_t>(character)] = static_cast<uint16_t>(name);
    return nameValue(name);
}
#endif

Value newStrChecked(Text text) {
    if (TAIPAN_HAS_UNICODE && !isValidUtf8(text)) raise(UnicodeErrorType);
    return newStr(text);
}

Value newBytes(Text text) {
    if (text.size == 0) return pointerTo(emptyBytes());
    Str* const bytes = newStrBuffer(bytesType, text.size);
    std::memcpy(bytes->data, text.data, text.size);
    return pointerTo(bytes);
}

Name intern(Text text) {
    const Name name = state.names.intern(text);
    if (name == Name::none) raiseMemoryError(text.size);
    return name;
}

Name nameOf(Value value) {
    if (value.isName()) return value.name();
    const Name name = intern(strText(value));
    keepAlive(value.pointer);
    return name;
}

// --- their texts ---------------------------------------------------------------------------------

bool isAscii(Value value) {
    const Text text = textOf(value);
    if (value.isName()) return isAscii(text);
    const Str& str = *value.as<Str>();
    if ((str.flags & Str::kWidthKnown) == 0)
        str.flags |= static_cast<uint8_t>(Str::kWidthKnown | (isAscii(text) ? Str::kAscii : 0));
    return (str.flags & Str::kAscii) != 0;
}

// --- the builder ---------------------------------------------------------------------------------

StrBuilder::StrBuilder(size_t room) {
    const size_t size = wholeUnits(room < kLeastRoom ? kLeastRoom : room);
    object_ = static_cast<Str*>(allocate(size, Contents::Bytes));
    room_ = size - kHeader - 1;
}

void StrBuilder::grow(size_t count) {
    if (count > kMaxSize) raiseMemoryError(count);
    const size_t least = size_ + count;
    const size_t ample = room_ + room_ / (TAIPAN_OPTIMIZE_SIZE ? 2 : 1);
    const size_t size = wholeUnits(least > ample ? least : ample);
    object_ = static_cast<Str*>(reallocate(object_, kHeader + size_, size, Contents::Bytes));
    room_ = size - kHeader - 1;
}

void StrBuilder::write(void* self, const char* text, size_t size) {
    static_cast<StrBuilder*>(self)->add({text, size});
}

Value StrBuilder::strChecked() {
    if (TAIPAN_HAS_UNICODE && !isValidUtf8(text())) raise(UnicodeErrorType);
    return str();
}

Value StrBuilder::finish(const Type& type) {
    if (size_ <= 1 && &type == &strType) {
        const Value value = newStr(text());
        release(object_);
        return value;
    }
    finishObject(object_, type, size_);
    state.heap.shrink(object_, kHeader + room_ + 1, kHeader + size_ + 1);
    return pointerTo(object_);
}

} // namespace taipan::runtime
