// memoryview.

#include "runtime/objects/buffers/array_span.h"
#include "runtime/objects/buffers/binary.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_MEMORYVIEW

// --- views ---------------------------------------------------------------------------------------

Span viewSpan(const MemoryView& view) {
    const char typecode = static_cast<char>(view.typecode);
    const size_t bytes = itemSize(typecode);
    Buffer buffer = {};
#if !TAIPAN_OPTIMIZE_SIZE
    if (isArray(view.owner))
        buffer = {view.owner.as<Array>()->items, view.owner.as<Array>()->size * bytes, typecode};
    else
#endif
        bufferMaybe(view.owner, buffer, kBufferRead);
    // The owner may have become smaller.
    const size_t start = view.start * bytes;
    const size_t left = buffer.size < start ? 0 : buffer.size - start;
    return {static_cast<char*>(buffer.data) + (left == 0 ? 0 : start),
            view.size * bytes <= left ? view.size : left / bytes, typecode};
}

Value viewPart(const MemoryView& view, size_t start, size_t count) {
    if (start > MemoryView::kStartMax - view.start)
        raise(OverflowErrorType, "memoryview offset too large"_text);
    auto* const part = newObject<MemoryView>(memoryviewType);
    *part = view;
    part->start = (view.start + start) & MemoryView::kStartMax;
    part->size = count;
    return pointerTo(part);
}

Value newMemoryView(Value owner) {
    if (isMemoryView(owner))
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
Value makeView(const Type*, size_t, size_t, const Value* args) {
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
    memoryviewType("memoryview"_name, kEqualOtherTypes | takes(1, 1), {
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
