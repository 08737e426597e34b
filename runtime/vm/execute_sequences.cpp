// What single opcodes do at length: spreading arguments, taking sequences apart, raising.

#include "runtime/memory/memory.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/vm/execute.h"

namespace taipan::runtime {

void raiseBadCode() {
    raise(RuntimeErrorType, "invalid bytecode"_text);
}

// --- calls with * and ** -------------------------------------------------------------------------

namespace {
void addPair(List& row, Value key, Value value) {
    append(row, nameValue(nameOf(key)));
    append(row, value);
}

void addMapping(List& row, Value mapping) {
    if (isDict(mapping)) {
        const Table& table = mapping.as<Dict>()->table;
        for (size_t at = 0; const Entry* entry = nextEntry(table, at);)
            addPair(row, entry->key, entry->value);
        return;
    }
    Value method[2];
    loadMethod(mapping, "keys"_name, method);
    for (Each keys(callMethod(0, 0, method)); const Value key = keys.next();)
        addPair(row, key, subscript(mapping, key));
}
} // namespace

SpreadArgs spread(Value self, size_t nArgs, size_t nKw, const Value* args) {
    const Value bits = args[nArgs + 2 * nKw];
    const uintptr_t starred = bits.isSmallInt() ? static_cast<uintptr_t>(bits.smallInt()) : 0;
    List& row = *newList(0, nullptr).as<List>();
    if (self) append(row, self);
    for (size_t i = 0; i < nArgs; ++i) {
        const bool isStarred = i < sizeof(starred) * 8 && (starred >> i & 1) != 0;
        if (!isStarred) {
            append(row, args[i]);
            continue;
        }
        for (Each each(args[i]); const Value item = each.next();) append(row, item);
    }
    const size_t positional = row.size;
    for (size_t i = 0; i < nKw; ++i) {
        const Value* const pair = args + nArgs + 2 * i;
        if (pair[0])
            addPair(row, pair[0], pair[1]);
        else
            addMapping(row, pair[1]);
    }
    return {row.items, positional, (row.size - positional) / 2};
}

// --- taking sequences apart ----------------------------------------------------------------------

namespace {
[[noreturn]] void raiseTooShort(size_t have) {
    TAIPAN_RAISE(ValueErrorType, "wrong number of values to unpack",
                 "need more than %zd values to unpack", have);
}
[[noreturn]] void raiseTooLong(size_t wanted) {
    TAIPAN_RAISE(ValueErrorType, "wrong number of values to unpack",
                 "too many values to unpack (expected %zd)", wanted);
}

bool rowOf(Value sequence, size_t& count, const Value*& items) {
    if (isTuple(sequence)) {
        count = sequence.as<Tuple>()->size;
        items = sequence.as<Tuple>()->items;
        return true;
    }
    if (isList(sequence)) {
        count = sequence.as<List>()->size;
        items = sequence.as<List>()->items;
        return true;
    }
    return false;
}
} // namespace

void unpackSequence(Value sequence, size_t count, Value* items) {
    size_t have = 0;
    const Value* row = nullptr;
    if (rowOf(sequence, have, row)) {
        if (have < count) raiseTooShort(have);
        if (have > count) raiseTooLong(count);
        for (size_t i = 0; i < count; ++i) items[i] = row[count - 1 - i];
        return;
    }
    Each each(sequence);
    for (size_t i = 0; i < count; ++i) {
        items[count - 1 - i] = each.next();
        if (!items[count - 1 - i]) raiseTooShort(i);
    }
    if (each.next()) raiseTooLong(count);
}

void unpackStarred(Value sequence, size_t left, size_t right, Value* items) {
    const Value all = listOf(sequence); // a copy, which ends as the list of the rest
    auto& list = *all.as<List>();
    if (list.size < left + right) raiseTooShort(list.size);
    const size_t rest = list.size - left - right;
    for (size_t i = 0; i < right; ++i) items[i] = list.items[list.size - 1 - i];
    items[right] = newList(rest, list.items + left);
    for (size_t i = 0; i < left; ++i) items[right + 1 + i] = list.items[left - 1 - i];
}

// --- raising -------------------------------------------------------------------------------------

Value toRaise(Value exception) {
    if (isExceptionType(exception)) exception = call(exception);
    if (!isException(exception)) {
        // What to raise instead is raised here, by the caller.
        return newException(TypeErrorType, "exceptions must derive from BaseException"_text);
    }
    return exception;
}

} // namespace taipan::runtime
