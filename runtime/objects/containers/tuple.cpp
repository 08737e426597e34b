#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/objects/containers/iterators.h"
#include "runtime/objects/containers/tuple.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

// --- slots ---------------------------------------------------------------------------------------

namespace {
Value makeTuple(const Type*, size_t nArgs, size_t, const Value* args) {
    return nArgs == 0 ? pointerTo(&emptyTuple) : tupleOf(args[0]);
}

void printTuple(const Printer* printer, Value self, PrintKind) {
    printer->put('(');
    printItems(*printer, self);
    printer->puts(self.as<Tuple>()->size == 1 ? ",)" : ")");
}

Value join(const Tuple& left, const Tuple& right) {
    const Value sum = newTuple(left.size + right.size, nullptr);
    Value* to = sum.as<Tuple>()->items;
    std::memcpy(static_cast<void*>(to), left.items, left.size * sizeof(Value));
    std::memcpy(static_cast<void*>(to + left.size), right.items, right.size * sizeof(Value));
    return sum;
}

Value repeat(const Tuple& tuple, intptr_t times) {
    const size_t size = repeatedSize(tuple.size, times);
    const Value product = newTuple(size, nullptr);
    for (size_t at = 0; at < size; at += tuple.size)
        std::memcpy(static_cast<void*>(product.as<Tuple>()->items + at), tuple.items,
                    tuple.size * sizeof(Value));
    return product;
}
} // namespace

Value tupleUnary(UnaryOp op, Value self) {
    const Tuple& tuple = *self.as<Tuple>();
    switch (op) {
    case UnaryOp::Bool: return truth(tuple.size != 0);
    case UnaryOp::Length: return smallInt(static_cast<intptr_t>(tuple.size));
    case UnaryOp::Hash: {
        checkStack();
        uintptr_t hash = 0x345678;
        for (size_t i = 0; i < tuple.size; ++i) {
            const Value item = tuple.items[i];
            hash = hash * 1000003 ^
                   static_cast<uintptr_t>(item.isSmallInt() ? item.smallInt() : hashOf(item));
        }
        return smallInt(static_cast<intptr_t>(hash));
    }
    default: return kNoValue;
    }
}

Value tupleBinary(BinaryOp op, Value left, Value right) {
    const Tuple& tuple = *left.as<Tuple>();
    switch (op) {
    case BinaryOp::Add:
    case BinaryOp::Equal:
    case BinaryOp::Less:
    case BinaryOp::LessEqual:
    case BinaryOp::More:
    case BinaryOp::MoreEqual: {
        const Tuple* other = isTuple(right) ? right.as<Tuple>() : asTuple(right);
        if (other == nullptr) return kNoValue;
        if (op == BinaryOp::Add) return join(tuple, *other);
        const bool result = compareItems(op, listView(tuple), listView(*other));
        keepAlive(&tuple);
        keepAlive(other);
        return truth(result);
    }
    case BinaryOp::Multiply: {
        intptr_t times;
        return toIntMaybe(right, times) ? repeat(tuple, times) : kNoValue;
    }
    default: return kNoValue;
    }
}

Value tupleSubscr(Value self, Value index, Value value) {
    if (value != kSentinel) return kNoValue;
    const Tuple& tuple = *self.as<Tuple>();
#if TAIPAN_HAS_SLICE
    if (is(index, sliceType)) {
        const SliceBounds bounds = boundsOf(*index.as<Slice>()).within(tuple.size);
        if (bounds.step != 1)
            raise(NotImplementedErrorType, "only slices with step=1 (aka None) are supported"_text);
        const size_t count = bounds.count();
        const Value result = newTuple(count, nullptr);
        std::memcpy(static_cast<void*>(result.as<Tuple>()->items), tuple.items + bounds.start,
                    count * sizeof(Value));
        return result;
    }
#endif
    return tuple.items[indexOf(*tuple.type, tuple.size, toIndex(*tuple.type, index))];
}

Value iterateTuple(Value self, IteratorBuffer* buffer) {
    return newItemIterator(tupleIteratorType, self, buffer);
}

// --- the type ------------------------------------------------------------------------------------

namespace {
Tuple& selfTuple(Value self) {
    return selfOf<Tuple>(self, tupleType);
}

Value countMethod(Value self, Value item) {
    const Tuple& tuple = selfTuple(self);
    const Value count = countItem(listView(tuple), item);
    keepAlive(&tuple);
    return count;
}

Value indexMethod(size_t nArgs, const Value* args) {
    const Tuple& tuple = selfTuple(args[0]);
    const Value index = indexOfItem(listView(tuple), tupleType, nArgs, args);
    keepAlive(&tuple);
    return index;
}

constexpr Entry kMethods[] = {
    entry("count"_name, fun<countMethod>),
    entry("index"_name, fun<indexMethod, 2, 4>),
};
constinit const Dict kLocals = fixedDict(kMethods);

Value nextTupleItem(Value value) {
    auto& iterator = *value.as<ItemIterator>();
    const Tuple& tuple = *iterator.sequence.as<Tuple>();
    return iterator.at < tuple.size ? tuple.items[iterator.at++] : kNoValue;
}
} // namespace

constinit const TypeOf<1> tupleIteratorType("iterator"_name, 0, {.iterNext = nextTupleItem});

constinit const TypeOf<7> tupleType("tuple"_name, takes(0, 1),
                                    {.makeNew = makeTuple,
                                     .print = printTuple,
                                     .unary = tupleUnary,
                                     .binary = tupleBinary,
                                     .subscr = tupleSubscr,
                                     .getIter = iterateTuple,
                                     .locals = &kLocals});

__extension__ constinit const Tuple emptyTuple = {{&tupleType}, 0, {}};

Value newTuple(size_t count, const Value* items) {
    if (count == 0) return pointerTo(&emptyTuple);
    if (count > SIZE_MAX / sizeof(Value) - 2) raiseTooLarge();
    auto* tuple = newObject<Tuple>(tupleType, count * sizeof(Value));
    tuple->size = count;
    if (items != nullptr)
        std::memcpy(static_cast<void*>(tuple->items), items, count * sizeof(Value));
    return pointerTo(tuple);
}

Value tupleOf(Value iterable) {
    if (isTuple(iterable)) return iterable;
    if (isList(iterable)) return newTuple(iterable.as<List>()->size, iterable.as<List>()->items);
    List& list = *listOf(iterable).as<List>();
    const Value tuple = newTuple(list.size, list.items);
    release(list.items);
    return tuple;
}

Tuple* asTuple(Value value) {
    return castTo(value, tupleType).as<Tuple>();
}

} // namespace taipan::runtime
