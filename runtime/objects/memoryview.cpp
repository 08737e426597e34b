// memoryview, and the iterator that bytes, bytearray, array and memoryview share.

#include "runtime/features.h"
#include "runtime/function.h"
#include "runtime/object.h"
#include "runtime/objects/array_span.h"
#include "runtime/objects/binary.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/str_methods.h"

namespace taipan::runtime {

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

#if TAIPAN_HAS_MEMORYVIEW

// --- views ---------------------------------------------------------------------------------------

Span viewSpan(const MemoryView& view) {
    const char typecode = static_cast<char>(view.typecode);
    const size_t bytes = itemSize(typecode);
    Buffer buffer = {};
    if (is(view.owner, bytearrayType) || is(view.owner, arrayType)) {
        const Array& array = *view.owner.as<Array>();
        buffer.data = array.items;
        buffer.size = array.size * bytes;
    } else {
        bufferMaybe(view.owner, buffer, kBufferRead);
    }
    // The owner may have become smaller.
    const size_t start = view.start * bytes;
    const size_t left = buffer.size < start ? 0 : buffer.size - start;
    return {static_cast<char*>(buffer.data) + (left == 0 ? 0 : start),
            view.size * bytes <= left ? view.size : left / bytes, typecode};
}

Value viewPart(const MemoryView& view, size_t start, size_t count) {
    if (start > MemoryView::kStartMax - view.start)
        raise(OverflowErrorType, "memoryview offset too large");
    auto* const part = newObject<MemoryView>(memoryviewType);
    *part = view;
    part->start = (view.start + start) & MemoryView::kStartMax;
    part->size = count;
    return pointerTo(part);
}

Value newMemoryView(Value owner) {
    if (is(owner, memoryviewType))
        return viewPart(*owner.as<MemoryView>(), 0, owner.as<MemoryView>()->size);
    Buffer buffer = bufferOf(owner, kBufferRead);
    auto* const view = newObject<MemoryView>(memoryviewType);
    view->typecode = static_cast<unsigned>(buffer.typecode) & 0x7f;
    view->size = buffer.size / itemSize(static_cast<char>(buffer.typecode), kNativeOrder);
    view->owner = owner;
    view->isWritable = bufferMaybe(owner, buffer, kBufferWrite);
    return pointerTo(view);
}

namespace {
Value makeView(const Type*, size_t nArgs, size_t nKw, const Value* args) {
    checkArgs(nArgs, nKw, 1, 1);
    return newMemoryView(args[0]);
}

intptr_t viewBuffer(Value self, Buffer* buffer, uintptr_t use) {
    const MemoryView& view = *self.as<MemoryView>();
    if (!view.isWritable && (use & kBufferWrite) != 0) return 1;
    const Span span = viewSpan(view);
    *buffer = {span.items, span.size * itemSize(span.typecode), span.typecode};
    return 0;
}

#if TAIPAN_HAS_MEMORYVIEW_ITEMSIZE
void viewAttr(Value self, Name name, Value* dest) {
    if (dest[0]) return;
    if (name == "itemsize"_name)
        dest[0] = smallInt(
            static_cast<intptr_t>(itemSize(static_cast<char>(self.as<MemoryView>()->typecode))));
    else
        dest[1] = kSentinel;
}
#endif
} // namespace

constinit const TypeOf<6 + TAIPAN_HAS_MEMORYVIEW_ITEMSIZE + TAIPAN_HAS_BYTES_HEX>
    memoryviewType("memoryview"_name, kEqualOtherTypes, {
        .makeNew = makeView, .unary = arrayUnary, .binary = arrayBinary,
#if TAIPAN_HAS_MEMORYVIEW_ITEMSIZE
        .attr = viewAttr,
#endif
        .subscr = arraySubscr, .getIter = newIndexIterator, .buffer = viewBuffer,
#if TAIPAN_HAS_BYTES_HEX
        .locals = &memoryviewLocals
#endif
    });
#endif

} // namespace taipan::runtime
