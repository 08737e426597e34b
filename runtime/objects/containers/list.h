// Lists, and what lists and tuples have in common.
#pragma once

#include "runtime/objects/containers/tuple.h"
#include "runtime/protocol/printer.h"

namespace taipan::runtime {

/// Layout of the native ABI.
struct List : Object {
    size_t capacity;
    size_t size;
    Value* items;
};

extern const TypeOf<7> listType;

Value newList(size_t count, const Value* items);
/// Makes room for more than `size` items, by a share of them, so that appending is quick.
void growList(List& list);
inline void append(List& list, Value item) {
    if (list.size == list.capacity) growList(list);
    list.items[list.size++] = item;
}
/// list(iterable).
Value listOf(Value iterable);

TAIPAN_SHARED inline bool isList(Value value) {
    return is(value, listType);
}

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
void printItems(const Printer& printer, Value items);
/// size * count for the items of `sequence * count`; 0 when `count` is negative. MemoryError.
size_t repeatedSize(size_t size, intptr_t count);

/// Sorts in place, stably; `key` is no value for none. No program code may reach the items.
void sortItems(Value* items, size_t count, Value key, bool reverse);
/// The method sort() of lists: args[0] the list.
Value listSort(size_t nArgs, const Value* args, Dict* keywords);
/// What it does; comparisons and keys may change the list.
void sortList(List& list, Value key, bool reverse);

} // namespace taipan::runtime
