// Lists, tuples, slices and ranges.
#pragma once

#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// Also the layout of named tuples, and of the arguments of exceptions.
struct Tuple : Object {
    size_t size;
    __extension__ Value items[];
};

struct List : Object {
    size_t size;
    size_t capacity;
    Value* items;
};

/// Missing parts are None.
struct Slice : Object {
    Value start, stop, step;
};

struct Range : Object {
    intptr_t start, stop, step;
};

extern const TypeOf<7> tupleType;
extern const TypeOf<7> listType;
extern const TypeOf<2 + TAIPAN_HAS_SLICE_ATTRS> sliceType;
extern const TypeOf<5 + TAIPAN_HAS_RANGE_EQUALITY + TAIPAN_HAS_RANGE_ATTRS> rangeType;

/// The empty tuple.
extern const Tuple emptyTuple;

/// A tuple of `count` items, copied from `items`, or all "no value" when that is null.
Value newTuple(size_t count, const Value* items);
Value newList(size_t count, const Value* items);
/// Makes room for more than `size` items, by a share of them, so that appending is quick.
void growList(List& list);
inline void append(List& list, Value item) {
    if (list.size == list.capacity) growList(list);
    list.items[list.size++] = item;
}
/// list(iterable).
Value listOf(Value iterable);
/// tuple(iterable).
Value tupleOf(Value iterable);
Value newSlice(Value start, Value stop, Value step);

TAIPAN_SHARED inline bool isTuple(Value value) {
    return is(value, tupleType);
}
TAIPAN_SHARED inline bool isList(Value value) {
    return is(value, listType);
}

/// What a slice means for a sequence of `size` items: stop is never out of range, step never 0.
struct SliceBounds {
    intptr_t start, stop, step;
    /// Number of items.
    size_t count() const;
};
/// ValueError for a step of 0, TypeError for parts that are no integers.
SliceBounds boundsOf(const Slice& slice, size_t size);

/// Makes a tuple look like a list for the functions below, as long as the tuple is kept alive.
inline List listView(const Tuple& tuple) {
    return {{}, tuple.size, tuple.size, const_cast<Value*>(tuple.items)};
}
/// Lexicographic comparison of items by a comparison operator. Lists may change meanwhile.
bool compareItems(BinaryOp op, const List& left, const List& right);
/// index() of lists and tuples; args as the method has them.
Value indexOfItem(const List& items, const Type& type, size_t nArgs, const Value* args);
/// count() of lists and tuples.
Value countItem(const List& items, Value item);
/// Writes the items of anything that can be iterated over, with ", " between them.
void printItems(const Printer& printer, Value items, PrintKind kind = PrintKind::Repr);
/// size * count for the items of `sequence * count`; 0 when `count` is negative. MemoryError.
size_t repeatedSize(size_t size, intptr_t count);

/// The tuple that a value is, or holds as an instance of a derived class; named tuples too. Null
/// for others.
Tuple* asTuple(Value value);

/// Sorts in place, stably; `key` is no value for none. No program code may reach the items.
void sortItems(Value* items, size_t count, Value key, bool reverse);
/// The method sort() of lists: args[0] the list.
Value listSort(size_t nArgs, const Value* args, Dict* keywords);
/// What it does; comparisons and keys may change the list.
void sortList(List& list, Value key, bool reverse);

#if TAIPAN_HAS_ATTRTUPLE
/// The names of a tuple's items; the type is not used.
template <size_t N>
struct FieldNames : Object {
    Name names[N];
};
/// The type of tuples whose items have names: one value more than `size`, the FieldNames.
extern const TypeOf<7> attrTupleType;
#endif

} // namespace taipan::runtime
