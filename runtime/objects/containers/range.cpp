#include "runtime/memory/memory.h"
#include "runtime/objects/containers/iterators.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
size_t sizeOf(const Range& range) {
    return SliceBounds{range.start, range.stop, range.step}.count();
}

/// start + index * step; wraps, as the end of a slice may lie beyond the last number.
intptr_t itemAt(const Range& range, intptr_t index) {
    return static_cast<intptr_t>(static_cast<uintptr_t>(range.start) +
                                 static_cast<uintptr_t>(index) *
                                     static_cast<uintptr_t>(range.step));
}

Value makeRange(const Type* type, size_t nArgs, size_t, const Value* args) {
    const intptr_t start = nArgs == 1 ? 0 : toInt(args[0]);
    const intptr_t stop = toInt(args[nArgs == 1 ? 0 : 1]);
    const intptr_t step = nArgs < 3 ? 1 : toInt(args[2]);
    if (step == 0) raiseValueError("zero step"_text);
    auto* range = newObject<Range>(*type, 0, Contents::Bytes);
    range->start = start;
    range->stop = stop;
    range->step = step;
    return pointerTo(range);
}

void printRange(const Printer* printer, Value self, PrintKind) {
    const Range& range = *self.as<Range>();
    printFormat(*printer, "range(%zd, %zd"_text, range.start, range.stop);
    if (range.step != 1) printFormat(*printer, ", %zd"_text, range.step);
    printer->put(')');
}

Value rangeUnary(UnaryOp op, Value self) {
    const size_t size = sizeOf(*self.as<Range>());
    if (op == UnaryOp::Bool) return truth(size != 0);
    return op == UnaryOp::Length ? newIntUnsigned(size) : kNoValue;
}

#if TAIPAN_HAS_RANGE_EQUALITY
Value rangeBinary(BinaryOp op, Value left, Value right) {
    if (op != BinaryOp::Equal || !is(right, rangeType)) return kNoValue;
    const Range& a = *left.as<Range>();
    const Range& b = *right.as<Range>();
    const size_t size = sizeOf(a);
    return truth(size == sizeOf(b) &&
                 (size == 0 || (a.start == b.start && (size == 1 || a.step == b.step))));
}
#endif

Value rangeSubscr(Value self, Value index, Value value) {
    if (value != kSentinel) return kNoValue;
    const Range& range = *self.as<Range>();
    const size_t size = sizeOf(range);
#if TAIPAN_HAS_SLICE
    if (is(index, sliceType)) {
        const SliceBounds bounds = boundsOf(*index.as<Slice>()).within(size);
        auto* part = newObject<Range>(rangeType, 0, Contents::Bytes);
        part->start = itemAt(range, bounds.start);
        part->stop = itemAt(range, bounds.stop);
        part->step = static_cast<intptr_t>(static_cast<uintptr_t>(bounds.step) *
                                           static_cast<uintptr_t>(range.step));
        return pointerTo(part);
    }
#endif
    return newInt(
        itemAt(range, static_cast<intptr_t>(indexOf(rangeType, size, toIndex(rangeType, index)))));
}

#if TAIPAN_HAS_RANGE_ATTRS
void rangeAttr(Value self, Name name, Value* dest) {
    if (dest[0]) return;
    const Range& range = *self.as<Range>();
    if (name == "start"_name)
        dest[0] = newInt(range.start);
    else if (name == "stop"_name)
        dest[0] = newInt(range.stop);
    else if (name == "step"_name)
        dest[0] = newInt(range.step);
}
#endif

Value nextNumber(Value value) {
    auto& iterator = *value.as<RangeIterator>();
    if (iterator.left == 0) return kNoValue;
    --iterator.left;
    const auto number = static_cast<intptr_t>(iterator.next);
    iterator.next += static_cast<uintptr_t>(iterator.step);
    return fitsSmallInt(number) ? smallInt(number) : newInt(number);
}

Value iterateRange(Value self, IteratorBuffer* buffer) {
    static_assert(sizeof(RangeIterator) <= sizeof(IteratorBuffer));
    const Range& range = *self.as<Range>();
    auto* iterator = reinterpret_cast<RangeIterator*>(buffer);
    iterator->type = &rangeIteratorType;
    iterator->next = static_cast<uintptr_t>(range.start);
    iterator->left = sizeOf(range);
    iterator->step = range.step;
    return pointerTo(iterator);
}
} // namespace

constinit const TypeOf<1> rangeIteratorType("iterator"_name, 0, {.iterNext = nextNumber});

constinit const TypeOf<5 + TAIPAN_HAS_RANGE_EQUALITY + TAIPAN_HAS_RANGE_ATTRS>
    rangeType("range"_name, takes(1, 3), {
        .makeNew = makeRange, .print = printRange, .unary = rangeUnary,
#if TAIPAN_HAS_RANGE_EQUALITY
        .binary = rangeBinary,
#endif
#if TAIPAN_HAS_RANGE_ATTRS
        .attr = rangeAttr,
#endif
        .subscr = rangeSubscr, .getIter = iterateRange
    });

} // namespace taipan::runtime
