#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/objects/containers/iterators.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
constexpr size_t kFirstCapacity = 4;
// Lists of this capacity or less keep it when items are taken away.
constexpr size_t kKeptCapacity = 16;

List& selfList(Value self) {
    return selfOf<List>(self, listType);
}

void setCapacity(List& list, size_t capacity) {
    if (capacity > SIZE_MAX / sizeof(Value)) raiseTooLarge();
    list.items = static_cast<Value*>(
        reallocate(list.items, list.size * sizeof(Value), capacity * sizeof(Value)));
    list.capacity = capacity;
}

void copyItems(Value* to, const Value* from, size_t count) {
    if (count != 0) std::memcpy(static_cast<void*>(to), from, count * sizeof(Value));
}

/// Puts other items in the place of those from `start` to `stop`. `values` are not the list's own.
void replaceItems(List& list, size_t start, size_t stop, const Value* values, size_t count) {
    const size_t oldSize = list.size;
    const size_t newSize = oldSize - (stop - start) + count;
    if (newSize > list.capacity) setCapacity(list, newSize);
    if (oldSize != stop)
        std::memmove(static_cast<void*>(list.items + start + count), list.items + stop,
                     (oldSize - stop) * sizeof(Value));
    copyItems(list.items + start, values, count);
    // What nothing refers to any more is garbage.
    while (list.size > newSize) list.items[--list.size] = kNoValue;
    list.size = newSize;
    if (list.capacity > kKeptCapacity && newSize < list.capacity / 4)
        setCapacity(list, list.capacity / 2);
}

void extend(List& list, Value iterable) {
    if (!isList(iterable)) {
        for (Each each(iterable); const Value item = each.next();) append(list, item);
        return;
    }
    const List& other = *iterable.as<List>();
    const size_t count = other.size;
    if (count > list.capacity - list.size) setCapacity(list, list.size + count + kFirstCapacity);
    copyItems(list.items + list.size, other.items, count);
    list.size += count;
}

// --- slots ---------------------------------------------------------------------------------------

Value makeList(const Type*, size_t nArgs, size_t, const Value* args) {
    return nArgs == 0 ? newList(0, nullptr) : listOf(args[0]);
}

void printList(const Printer* printer, Value self, PrintKind) {
    printer->put('[');
    printItems(*printer, self);
    printer->put(']');
}

Value listUnary(UnaryOp op, Value self) {
    const List& list = *self.as<List>();
    switch (op) {
    case UnaryOp::Bool: return truth(list.size != 0);
    case UnaryOp::Length: return smallInt(static_cast<intptr_t>(list.size));
#if TAIPAN_HAS_SYS_GETSIZEOF
    case UnaryOp::SizeOf:
        return smallInt(static_cast<intptr_t>(sizeof(List) + sizeof(Value) * list.capacity));
#endif
    default: return kNoValue;
    }
}

Value listBinary(BinaryOp op, Value left, Value right) {
    List& list = *left.as<List>();
    switch (op) {
    case BinaryOp::Add: {
        if (!isList(right)) return kNoValue;
        const List& other = *right.as<List>();
        const Value sum = newList(list.size + other.size, nullptr);
        copyItems(sum.as<List>()->items, list.items, list.size);
        copyItems(sum.as<List>()->items + list.size, other.items, other.size);
        return sum;
    }
    case BinaryOp::InplaceAdd: extend(list, right); return left;
    case BinaryOp::Multiply: {
        intptr_t times;
        if (!toIntMaybe(right, times)) return kNoValue;
        const size_t size = repeatedSize(list.size, times);
        const Value product = newList(size, nullptr);
        for (size_t at = 0; at < size; at += list.size)
            copyItems(product.as<List>()->items + at, list.items, list.size);
        return product;
    }
    case BinaryOp::Equal:
    case BinaryOp::Less:
    case BinaryOp::LessEqual:
    case BinaryOp::More:
    case BinaryOp::MoreEqual:
        if (!isList(right)) return kNoValue;
        return truth(compareItems(op, list, *right.as<List>()));
    default: return kNoValue;
    }
}

#if TAIPAN_HAS_SLICE
Value listSlice(List& list, const Slice& slice, Value value) {
    const SliceBounds numbers = boundsOf(slice);
    const SliceBounds bounds = numbers.within(list.size);
    if (value == kSentinel) {
        const size_t count = bounds.count();
        const Value result = newList(count, nullptr);
        Value* to = result.as<List>()->items;
        intptr_t from = bounds.start;
        for (size_t i = 0; i < count; ++i, from += bounds.step) to[i] = list.items[from];
        return result;
    }
    if (bounds.step != 1) raise(NotImplementedErrorType);
    size_t count = 0;
    Value* items = nullptr;
    if (value) {
        itemsOf(value, count, items);
        if (items == list.items) { // moving them about would move the source
            value = newList(count, items);
            items = value.as<List>()->items;
        }
    }
    const auto start = static_cast<size_t>(bounds.start);
    replaceItems(list, start, start + bounds.count(), items, count);
    keepAlive(value.object());
    return kNone;
}
#endif

Value listSubscr(Value self, Value index, Value value) {
    List& list = *self.as<List>();
#if TAIPAN_HAS_SLICE
    if (is(index, sliceType)) return listSlice(list, *index.as<Slice>(), value);
#endif
    const intptr_t number = toIndex(listType, index);
    const size_t at = indexOf(listType, list.size, number);
    if (value == kSentinel) return list.items[at];
    if (value)
        list.items[at] = value;
    else
        replaceItems(list, at, at + 1, nullptr, 0);
    return kNone;
}

Value iterateList(Value self, IteratorBuffer* buffer) {
    return newItemIterator(listIteratorType, self, buffer);
}

// --- methods -------------------------------------------------------------------------------------

Value appendMethod(Value self, Value item) {
    append(selfList(self), item);
    return kNone;
}

Value clearMethod(Value self) {
    List& list = selfList(self);
    Value* items = list.items;
    list.size = list.capacity = 0;
    list.items = nullptr;
    release(items);
    return kNone;
}

Value copyMethod(Value self) {
    const List& list = selfList(self);
    return newList(list.size, list.items);
}

Value countMethod(Value self, Value item) {
    return countItem(selfList(self), item);
}

Value extendMethod(Value self, Value iterable) {
    extend(selfList(self), iterable);
    return kNone;
}

Value indexMethod(size_t nArgs, const Value* args) {
    return indexOfItem(selfList(args[0]), listType, nArgs, args);
}

Value insertMethod(Value self, Value index, Value item) {
    List& list = selfList(self);
    const intptr_t number = toIndex(listType, index);
    const size_t at = indexOf(listType, list.size, number, true);
    if (list.size == list.capacity) growList(list);
    replaceItems(list, at, at, &item, 1);
    return kNone;
}

Value popMethod(size_t nArgs, const Value* args) {
    List& list = selfList(args[0]);
    if (list.size == 0) raiseIndexError("pop from empty list"_text);
    const intptr_t number = nArgs == 1 ? -1 : toIndex(listType, args[1]);
    const size_t at = indexOf(listType, list.size, number);
    const Value item = list.items[at];
    replaceItems(list, at, at + 1, nullptr, 0);
    return item;
}

Value removeMethod(Value self, Value item) {
    const Value args[] = {self, item};
    List& list = selfList(self);
    const auto at = static_cast<size_t>(indexOfItem(list, listType, 2, args).smallInt());
    // An __eq__ method may have made it shorter.
    if (at < list.size) replaceItems(list, at, at + 1, nullptr, 0);
    return kNone;
}

Value reverseMethod(Value self) {
    List& list = selfList(self);
    for (size_t i = 0, j = list.size; i + 1 < j; ++i) {
        const Value item = list.items[i];
        list.items[i] = list.items[--j];
        list.items[j] = item;
    }
    return kNone;
}

} // namespace

Value listSort(size_t nArgs, const Value* args, Dict* keywords) {
    static constexpr Parameter kParameters[] = {
        {"key"_name, Parameter::Object, Parameter::KeywordOnly, kNone},
        {"reverse"_name, Parameter::Bool, Parameter::KeywordOnly, kFalse},
    };
    Value values[2];
    bindArguments(nArgs - 1, args + 1, keywords, 2, kParameters, values);
    sortList(selfList(args[0]), values[0] == kNone ? kNoValue : values[0], values[1] == kTrue);
    return kNone;
}

namespace {
constexpr Entry kMethods[] = {
    entry("append"_name, fun<appendMethod>), entry("clear"_name, fun<clearMethod>),
    entry("copy"_name, fun<copyMethod>),     entry("count"_name, fun<countMethod>),
    entry("extend"_name, fun<extendMethod>), entry("index"_name, fun<indexMethod, 2, 4>),
    entry("insert"_name, fun<insertMethod>), entry("pop"_name, fun<popMethod, 1, 2>),
    entry("remove"_name, fun<removeMethod>), entry("reverse"_name, fun<reverseMethod>),
    entry("sort"_name, fun<listSort, 1>),
};
constinit const Dict kLocals = fixedDict(kMethods);

Value nextListItem(Value value) {
    auto& iterator = *value.as<ItemIterator>();
    const List& list = *iterator.sequence.as<List>();
    return iterator.at < list.size ? list.items[iterator.at++] : kNoValue;
}
} // namespace

constinit const TypeOf<1> listIteratorType("iterator"_name, 0, {.iterNext = nextListItem});

constinit const TypeOf<7> listType("list"_name, takes(0, 1),
                                   {.makeNew = makeList,
                                    .print = printList,
                                    .unary = listUnary,
                                    .binary = listBinary,
                                    .subscr = listSubscr,
                                    .getIter = iterateList,
                                    .locals = &kLocals});

Value newList(size_t count, const Value* items) {
    auto* list = newObject<List>(listType);
    if (count != 0) {
        list->items = newValues(count);
        list->size = list->capacity = count;
        if (items != nullptr) copyItems(list->items, items, count);
    }
    return pointerTo(list);
}

void growList(List& list) {
    // Powers of two, and one in the middle between two of them: never more than with doubling.
    constexpr size_t kInUnit = kUnit / sizeof(Value);
    const size_t old = list.capacity;
    const size_t more = (old & (old - 1)) == 0 ? old / 2 : old / 3;
    const size_t capacity = (old + more + kInUnit - 1) & ~(kInUnit - 1);
    setCapacity(list, capacity < kFirstCapacity ? kFirstCapacity : capacity);
}

Value listOf(Value iterable) {
    if (const Tuple* tuple = asTuple(iterable)) return newList(tuple->size, tuple->items);
    if (isList(iterable)) return newList(iterable.as<List>()->size, iterable.as<List>()->items);
    const Value list = newList(0, nullptr);
    // What a built-in type says of its length holds.
    if (iterable.isObject() && !iterable.object()->type->isInstanceType())
        if (const Value size = lengthMaybe(iterable); size && size != smallInt(0))
            setCapacity(*list.as<List>(), static_cast<size_t>(size.smallInt()));
    extend(*list.as<List>(), iterable);
    return list;
}

// --- lists and tuples ----------------------------------------------------------------------------

bool compareItems(BinaryOp op, const List& left, const List& right) {
    if (op == BinaryOp::Equal && left.size != right.size) return false;
    for (size_t i = 0; i < left.size && i < right.size; ++i) {
        const Value a = left.items[i], b = right.items[i];
        if ((a == b && !a.isObject() && !a.isFloatWord()) || equal(a, b)) continue;
        return op != BinaryOp::Equal && isTrue(binaryOp(op, a, b));
    }
    // The one that ends first is less.
    const Value order = binaryOp(op, smallInt(static_cast<intptr_t>(left.size)),
                                 smallInt(static_cast<intptr_t>(right.size)));
    return order == kTrue;
}

Value indexOfItem(const List& items, const Type& type, size_t nArgs, const Value* args) {
    const intptr_t first = nArgs > 2 ? toIndex(type, args[2]) : 0;
    const intptr_t last = nArgs > 3 ? toIndex(type, args[3]) : INTPTR_MAX;
    const size_t start = indexOf(type, items.size, first, true);
    const size_t stop = indexOf(type, items.size, last, true);
    for (size_t i = start; i < stop && i < items.size; ++i)
        if (equal(items.items[i], args[1])) return smallInt(static_cast<intptr_t>(i));
    raiseValueError("object not in sequence"_text);
}

Value countItem(const List& items, Value item) {
    intptr_t count = 0;
    for (size_t i = 0; i < items.size; ++i) count += equal(items.items[i], item);
    return smallInt(count);
}

void printItems(const Printer& printer, Value items) {
    const char* before = "";
    for (Each each(items); const Value item = each.next();) {
        printer.puts(before);
        before = ", ";
        printValue(printer, item, PrintKind::Repr);
    }
}

size_t repeatedSize(size_t size, intptr_t count) {
    if (count <= 0) return 0;
    size_t product;
    if (__builtin_mul_overflow(size, static_cast<size_t>(count), &product)) raiseTooLarge();
    return product;
}

} // namespace taipan::runtime
