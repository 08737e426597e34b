#include "runtime/memory/memory.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

size_t SliceBounds::count() const {
    const auto first = static_cast<uintptr_t>(start), last = static_cast<uintptr_t>(stop);
    if (step > 0) return start < stop ? (last - first - 1) / static_cast<uintptr_t>(step) + 1 : 0;
    return start > stop ? (first - last - 1) / (0 - static_cast<uintptr_t>(step)) + 1 : 0;
}

#if TAIPAN_HAS_SLICE
namespace {
void printSlice(const Printer* printer, Value self, PrintKind) {
    const Slice& slice = *self.as<Slice>();
    printFormat(*printer, "slice(%r, %r, %r)"_text, slice.start, slice.stop, slice.step);
}

// There for not having a hash.
Value sliceUnary(UnaryOp, Value) {
    return kNoValue;
}

#if TAIPAN_HAS_SLICE_INDICES
Value indices(Value self, Value size) {
    const intptr_t count = toInt(size);
    if (count < 0) raise(ValueErrorType);
    const SliceBounds bounds =
        boundsOf(selfOf<Slice>(self, sliceType)).within(static_cast<size_t>(count));
    const Value items[] = {newInt(bounds.start), newInt(bounds.stop), newInt(bounds.step)};
    return newTuple(3, items);
}
#endif

#if TAIPAN_HAS_SLICE_ATTRS
void sliceAttr(Value self, Name name, Value* dest) {
    if (dest[0]) return;
    const Slice& slice = *self.as<Slice>();
    if (name == "start"_name) {
        dest[0] = slice.start;
    } else if (name == "stop"_name) {
        dest[0] = slice.stop;
    } else if (name == "step"_name) {
        dest[0] = slice.step;
#if TAIPAN_HAS_SLICE_INDICES
    } else if (name == "indices"_name) {
        dest[0] = pointerTo(&fun<indices>);
        dest[1] = self;
#endif
    }
}
#endif

} // namespace

constinit const TypeOf<2 + TAIPAN_HAS_SLICE_ATTRS> sliceType("slice"_name, 0, {
    .print = printSlice, .unary = sliceUnary,
#if TAIPAN_HAS_SLICE_ATTRS
    .attr = sliceAttr
#endif
});

Value newSlice(Value start, Value stop, Value step) {
    auto* slice = newObject<Slice>(sliceType);
    slice->start = start;
    slice->stop = stop;
    slice->step = step;
    return pointerTo(slice);
}

SliceBounds boundsOf(const Slice& slice) {
    const intptr_t step = slice.step == kNone ? 1 : toInt(slice.step);
    if (step == 0) raiseValueError("slice step can't be zero"_text);
    // Missing parts are clipped to the ends of the sequence.
    const intptr_t first = step > 0 ? INTPTR_MIN : INTPTR_MAX;
    const intptr_t start = slice.start == kNone ? first : toInt(slice.start);
    return {start, slice.stop == kNone ? ~first : toInt(slice.stop), step};
}

SliceBounds SliceBounds::within(size_t size) const {
    const auto end = static_cast<intptr_t>(size);
    const intptr_t least = step > 0 ? 0 : -1;
    const auto clipped = [end, least](intptr_t at) {
        if (at < 0) at += end;
        return at < least ? least : at > end + least ? end + least : at;
    };
    return {clipped(start), clipped(stop), step};
}

#endif

} // namespace taipan::runtime
