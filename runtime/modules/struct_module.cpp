// The module struct: values to bytes and back, by a format.
#include <climits>
#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/modules/modules.h"
#include "runtime/objects/buffers/binary.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/text/format.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

#if TAIPAN_HAS_STRUCT
namespace taipan::runtime {

namespace {
/// A typecode with its count: `count` items of `size` bytes, or bytes for x and s.
struct Field {
    char typecode;
    size_t count;
    size_t size;
    size_t offset; // of the first item

    bool isPadding() const { return typecode == 'x'; }
    bool isText() const { return typecode == 's'; }
    /// How many values it stands for.
    size_t values() const { return isText() ? 1 : isPadding() ? 0 : count; }
};

/// Goes through the fields of a format.
class Layout {
  public:
    explicit Layout(Value format) : format_(format) {
        const Text text = textOf(format);
        at_ = text.data;
        end_ = at_ + text.size;
        if (at_ == end_ || std::memchr("!@=<>", *at_, 5) == nullptr) return;
        order_ = *at_ == '!' ? '>' : *at_;
        ++at_;
    }

    /// False at the end. ValueError for an unknown typecode, MemoryError beyond all memory.
    bool next(Field& field);
    /// Bytes up to here.
    size_t size() const { return offset_; }
    bool isBig() const { return isBigEndian(order_); }

  private:
    Value format_; // keeps it alive
    const char* at_;
    const char* end_;
    char order_ = kNativeOrder;
    size_t offset_ = 0;
};

bool Layout::next(Field& field) {
    if (at_ == end_) return false;
    int count = 1;
    readDigits(at_, end_, count);
    field.typecode = at_ < end_ ? *at_++ : '\0';
    field.count = static_cast<size_t>(count);
    field.size = 1;
    if (!field.isPadding() && !field.isText()) {
        // Stock knows the order =, but no typecodes in it.
        if (order_ == '=') raiseValueError("bad typecode"_text);
        field.size = itemSize(field.typecode, order_);
        if (order_ == kNativeOrder && count != 0)
            offset_ = (offset_ + field.size - 1) & -field.size;
    }
    field.offset = offset_;
    if (count == INT_MAX || field.count > (SIZE_MAX / 2 - offset_) / field.size) raiseTooLarge();
    offset_ += field.count * field.size;
    return true;
}

/// The size of a format, and the number of its values.
size_t measure(Value format, size_t& values) {
    Layout layout(format);
    values = 0;
    for (Field field; layout.next(field);) values += field.values();
    return layout.size();
}

Value calcsize(Value format) {
    size_t values = 0;
    return smallInt(static_cast<intptr_t>(measure(format, values)));
}

/// An offset into a buffer with room for `size` bytes from there on; negative ones count from the
/// end. ValueError.
size_t offsetIn(const Buffer& buffer, intptr_t at, size_t size) {
    if (at < 0) at += static_cast<intptr_t>(buffer.size);
    if (at < 0 || static_cast<size_t>(at) > buffer.size ||
        buffer.size - static_cast<size_t>(at) < size)
        raiseValueError("buffer too small"_text);
    return static_cast<size_t>(at);
}

// --- unpacking -----------------------------------------------------------------------------------

Value unpackItem(const Field& field, const char* from, bool isBig) {
    const uint64_t bits = loadBits(from, field.size, isBig);
    if (field.typecode != 'S') return itemValue(field.typecode, field.size, bits);
    // The address of a text that ends with NUL.
    const auto* const text = reinterpret_cast<const char*>(static_cast<uintptr_t>(bits));
    return newStrChecked({text, std::strlen(text)});
}

Value unpackFrom(size_t nArgs, const Value* args) {
    size_t count = 0;
    const size_t size = measure(args[0], count);
    const Value tuple = newTuple(count, nullptr);
    const intptr_t offset = nArgs > 2 ? toInt(args[2]) : 0;
    const Buffer buffer = bufferOf(args[1], kBufferRead); // not before: see toIndex()
    const char* const from = static_cast<const char*>(buffer.data) + offsetIn(buffer, offset, size);
    Value* to = tuple.as<Tuple>()->items;
    Layout layout(args[0]);
    for (Field field; layout.next(field);) {
        const char* const at = from + field.offset;
        if (field.isText()) {
            *to++ = newBytes({at, field.count});
            continue;
        }
        for (size_t i = 0; i < field.values(); ++i)
            *to++ = unpackItem(field, at + i * field.size, layout.isBig());
    }
    return tuple;
}

// --- packing -------------------------------------------------------------------------------------

/// Where the packed bytes go: a new bytes object, or a part of a buffer.
struct Target {
    Value object;
    size_t offset;

    /// The place of `size` bytes; a buffer may have moved or shrunk since the last time.
    char* at(size_t position, size_t size) const {
        if (isBytes(object)) return object.as<Str>()->data + position;
        const Buffer buffer = bufferOf(object, kBufferWrite);
        if (offset + position + size > buffer.size) raiseValueError("buffer too small"_text);
        return static_cast<char*>(buffer.data) + offset + position;
    }
};

void packText(const Target& target, const Field& field, Value value) {
    const Buffer source = bufferOf(value, kBufferRead);
    const size_t size = source.size < field.count ? source.size : field.count;
    char* const to = target.at(field.offset, field.count);
    std::memmove(to, source.data, size);
    std::memset(to + size, 0, field.count - size);
}

/// Packs as many values as there are; a format may ask for more.
void packAll(const Target& target, Value format, size_t nArgs, const Value* args) {
    Layout layout(format);
    const Value* const end = args + nArgs;
    for (Field field; args < end && layout.next(field);) {
        if (field.isPadding())
            std::memset(target.at(field.offset, field.count), 0, field.count);
        else if (field.isText())
            packText(target, field, *args++);
        else
            for (size_t i = 0; i < field.count && args < end; ++i) {
                const uint64_t bits = itemBits(field.typecode, *args++);
                storeBits(target.at(field.offset + i * field.size, field.size), field.size,
                          layout.isBig(), bits);
            }
    }
}

Value pack(size_t nArgs, const Value* args) {
    size_t count = 0;
    const size_t size = measure(args[0], count);
    Str* const bytes = newStrBuffer(bytesType, size);
    std::memset(bytes->data, 0, size);
    packAll({pointerTo(bytes), 0}, args[0], nArgs - 1, args + 1);
    return pointerTo(bytes);
}

Value packInto(size_t nArgs, const Value* args) {
    size_t count = 0;
    const size_t size = measure(args[0], count);
    const intptr_t number = toInt(args[2]);
    const size_t offset = offsetIn(bufferOf(args[1], kBufferWrite), number, size);
    packAll({args[1], offset}, args[0], nArgs - 3, args + 3);
    return kNone;
}

constinit const Entry kStruct[] = {
    entry("__name__"_name, nameValue("struct"_name)),
    entry("calcsize"_name, fun<calcsize>),
    entry("pack"_name, fun<pack, 1>),
    entry("pack_into"_name, fun<packInto, 3>),
    entry("unpack"_name, fun<unpackFrom, 2, 3>),
    entry("unpack_from"_name, fun<unpackFrom, 2, 3>),
};
constinit const Dict structGlobals = fixedDict(kStruct);
} // namespace

constinit const ModuleContext structModule = builtinModule(structGlobals);

} // namespace taipan::runtime
#endif
