// Items of bytes, bytearray, array and memoryview objects, and their iterator.

#include "runtime/objects/buffers/array_span.h"

#include "runtime/objects/buffers/binary.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

Span spanOf(Value self) {
#if TAIPAN_HAS_MEMORYVIEW
    if (isMemoryView(self)) return viewSpan(*self.as<MemoryView>());
#endif
    if (!isArray(self)) return {self.as<Str>()->data, self.as<Str>()->size, 'B'};
    const Array& array = *self.as<Array>();
    return {array.items, array.size, array.code()};
}

Value Span::item(size_t at) const {
#if TAIPAN_HAS_ARRAY
    if (typecode != 'B') {
        const size_t bytes = itemSize(typecode);
        return itemValue(typecode, bytes,
                         loadBits(items + at * bytes, bytes, isBigEndian(kNativeOrder)));
    }
#endif
    return smallInt(static_cast<uint8_t>(items[at]));
}

// --- iteration -----------------------------------------------------------------------------------

namespace {
struct IndexIterator : Object {
    Value sequence;
    size_t at;
};

Value nextItem(Value value) {
    auto* const self = value.as<IndexIterator>();
    const Span span = spanOf(self->sequence);
    return self->at < span.size ? span.item(self->at++) : kNoValue;
}

constinit const TypeOf<1> indexIteratorType("iterator"_name, 0, {.iterNext = nextItem});
} // namespace

Value newIndexIterator(Value sequence, IteratorBuffer* buffer) {
    static_assert(sizeof(IndexIterator) <= sizeof(IteratorBuffer));
    auto* const iterator = reinterpret_cast<IndexIterator*>(buffer);
    *iterator = {{&indexIteratorType}, sequence, 0};
    return pointerTo(iterator);
}

} // namespace taipan::runtime
