#include "runtime/objects/containers/set.h"
#include "runtime/memory/memory.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/protocol/table_rows.h"
#include "runtime/value/features.h"

#if TAIPAN_HAS_SET
namespace taipan::runtime {

namespace {
struct SetIterator : Object {
    Set* set;
    size_t at;
    size_t used; // items at the start
};

bool isFrozen(Value value) {
#if TAIPAN_HAS_FROZENSET
    return is(value, frozensetType);
#else
    (void)value;
    return false;
#endif
}

bool isSet(Value value) {
    return is(value, setType) || isFrozen(value);
}

Set& selfSet(Value self) {
    return selfOf<Set>(self, setType);
}

/// A set or frozenset, for methods that both have.
Set& selfEither(Value self) {
#if TAIPAN_HAS_FROZENSET
    if (const Value frozen = isFrozen(self) ? self : castTo(self, frozensetType))
        return *frozen.as<Set>();
#endif
    return selfSet(self);
}

Set* emptySet(const Type& type) {
    auto* set = newObject<Set>(type);
    set->table = Table();
    return set;
}

bool has(Set& set, Value item) {
    return findRow(set.table, item, kSetShift) != kNoRow;
}

void add(Set& set, Value item) {
    bool added;
    findOrAddRow(set.table, item, kSetShift, added);
}

/// False when it was not there.
bool discard(Set& set, Value item) {
    const size_t row = findRow(set.table, item, kSetShift);
    if (row == kNoRow) return false;
    removeRow(set.table, row, kSetShift);
    return true;
}

// --- what the methods and operators have in common -----------------------------------------------

enum class Change : uint8_t { Union, Difference, Symmetric };

/// Changes a set by the items of any iterable, which may be the set itself.
void change(Set& set, Value other, Change how) {
    if (castTo(other, *set.type) == pointerTo(&set)) {
        if (how != Change::Union) set.table.clear();
        return;
    }
    for (Each each(other); const Value item = each.next();) {
        const bool removed = how != Change::Union && discard(set, item);
        if (how == Change::Union || (how == Change::Symmetric && !removed)) add(set, item);
    }
}

Set& copyOf(const Set& set) {
    Set* copy = emptySet(*set.type);
    copyRows(copy->table, set.table, kSetShift);
    return *copy;
}

/// A new set of the items of `other` that are in `set`.
Set& intersection(Set& set, Value other) {
    Set& common = *emptySet(*set.type);
    for (Each each(other); const Value item = each.next();)
        if (has(set, item)) add(common, item);
    return common;
}

Set& asSet(Value iterable) {
    if (isSet(iterable)) return *iterable.as<Set>();
    Set& set = *emptySet(setType);
    change(set, iterable, Change::Union);
    return set;
}

bool isSubset(Set& left, Set& right, bool proper) {
    if (proper && left.table.used() == right.table.used()) return false;
    size_t at = 0;
    while (const Value* row = nextRow(left.table, at, kSetShift))
        if (!has(right, *row)) return false;
    return true;
}

// --- slots ---------------------------------------------------------------------------------------

Value makeSet(const Type* type, size_t nArgs, size_t, const Value* args) {
    Set* set = emptySet(*type);
    if (nArgs != 0) change(*set, args[0], Change::Union);
    return pointerTo(set);
}

void printSet(const Printer* printer, Value self, PrintKind) {
    const bool frozen = isFrozen(self);
    if (frozen) printer->puts("frozen");
    if (self.as<Set>()->table.used() == 0) {
        printer->puts("set()");
        return;
    }
    printer->puts(frozen ? "set({" : "{");
    printItems(*printer, self);
    printer->puts(frozen ? "})" : "}");
}

Value setUnary(UnaryOp op, Value self) {
    const Table& table = self.as<Set>()->table;
    switch (op) {
    case UnaryOp::Bool: return truth(table.used() != 0);
    case UnaryOp::Length: return smallInt(static_cast<intptr_t>(table.used()));
    case UnaryOp::Hash: {
        if (!isFrozen(self)) return kNoValue;
        // The order of items does not count.
        uintptr_t hash = 0x5e7u;
        size_t at = 0;
        while (const Value* row = nextRow(table, at, kSetShift))
            hash += static_cast<uintptr_t>(hashOf(*row));
        return smallInt(static_cast<intptr_t>(hash));
    }
    default: return kNoValue;
    }
}

Value setArithmetic(BinaryOp op, Set& left, Value right) {
    const bool inPlace = isInplace(op) && left.type == &setType;
    op = plain(op);
    if (op == BinaryOp::And) {
        Set& common = intersection(left, right);
        if (!inPlace) return pointerTo(&common);
        left.table = common.table;
        return pointerTo(&left);
    }
    if (op != BinaryOp::Or && op != BinaryOp::Xor && op != BinaryOp::Subtract) return kNoValue;
    Set& target = inPlace ? left : copyOf(left);
    change(target, right,
           op == BinaryOp::Or    ? Change::Union
           : op == BinaryOp::Xor ? Change::Symmetric
                                 : Change::Difference);
    return pointerTo(&target);
}

Value setBinary(BinaryOp op, Value left, Value right) {
    Set& set = *left.as<Set>();
    if (op == BinaryOp::Contains) return truth(has(set, right));
    if (!isSet(right)) return kNoValue;
    Set& other = *right.as<Set>();
    switch (op) {
    case BinaryOp::Less: return truth(isSubset(set, other, true));
    case BinaryOp::More: return truth(isSubset(other, set, true));
    case BinaryOp::LessEqual: return truth(isSubset(set, other, false));
    case BinaryOp::MoreEqual: return truth(isSubset(other, set, false));
    case BinaryOp::Equal:
        return truth(set.table.used() == other.table.used() && isSubset(set, other, false));
    default: return setArithmetic(op, set, right);
    }
}

Value nextItem(Value value) {
    auto& iterator = *value.as<SetIterator>();
    const Value* row = nextItemRow(iterator.set->table, iterator.used, iterator.at, kSetShift);
    return row == nullptr ? kNoValue : *row;
}
constinit const TypeOf<1> iteratorType("iterator"_name, 0, {.iterNext = nextItem});

Value iterateSet(Value self, IteratorBuffer* buffer) {
    static_assert(sizeof(SetIterator) <= sizeof(IteratorBuffer));
    auto* iterator = reinterpret_cast<SetIterator*>(buffer);
    iterator->type = &iteratorType;
    iterator->set = self.as<Set>();
    iterator->at = 0;
    iterator->used = iterator->set->table.used();
    return pointerTo(iterator);
}

// --- methods -------------------------------------------------------------------------------------

Value addMethod(Value self, Value item) {
    add(selfSet(self), item);
    return kNone;
}

Value clearMethod(Value self) {
    selfSet(self).table.clear();
    return kNone;
}

Value copyMethod(Value self) {
    return pointerTo(&copyOf(selfEither(self)));
}

Value discardMethod(Value self, Value item) {
    discard(selfSet(self), item);
    return kNone;
}

Value removeMethod(Value self, Value item) {
    if (!discard(selfSet(self), item)) raiseKeyError(item);
    return kNone;
}

Value popMethod(Value self) {
    Value item;
    if (!popRow(selfSet(self).table, &item, kSetShift, false))
        raise(KeyErrorType, "pop from an empty set"_text);
    return item;
}

Value changeBy(Set& set, size_t nArgs, const Value* args, Change how) {
    for (size_t i = 1; i < nArgs; ++i) change(set, args[i], how);
    return pointerTo(&set);
}

template <Change how>
Value updateMethod(size_t nArgs, const Value* args) {
    changeBy(selfSet(args[0]), nArgs, args, how);
    return kNone;
}

template <Change how>
Value newMethod(size_t nArgs, const Value* args) {
    return changeBy(copyOf(selfEither(args[0])), nArgs, args, how);
}

Value intersectionMethod(Value self, Value other) {
    return pointerTo(&intersection(selfEither(self), other));
}

Value intersectionUpdateMethod(Value self, Value other) {
    Set& set = selfSet(self);
    set.table = intersection(set, other).table;
    return kNone;
}

Value isDisjointMethod(Value self, Value other) {
    Set& set = selfEither(self);
    for (Each each(other); const Value item = each.next();)
        if (has(set, item)) return kFalse;
    return kTrue;
}

Value isSubsetMethod(Value self, Value other) {
    return truth(isSubset(selfEither(self), asSet(other), false));
}

Value isSupersetMethod(Value self, Value other) {
    return truth(isSubset(asSet(other), selfEither(self), false));
}

Value containsMethod(Value self, Value item) {
    return truth(has(selfEither(self), item));
}

// The methods that change a set come first: a frozenset has the others.
constexpr Entry kMethods[] = {
    entry("add"_name, fun<addMethod>),
    entry("clear"_name, fun<clearMethod>),
    entry("discard"_name, fun<discardMethod>),
    entry("difference_update"_name, fun<updateMethod<Change::Difference>, 1>),
    entry("intersection_update"_name, fun<intersectionUpdateMethod>),
    entry("pop"_name, fun<popMethod>),
    entry("remove"_name, fun<removeMethod>),
    entry("symmetric_difference_update"_name, fun<updateMethod<Change::Symmetric>, 2, 2>),
    entry("update"_name, fun<updateMethod<Change::Union>, 1>),
    entry("copy"_name, fun<copyMethod>),
    entry("difference"_name, fun<newMethod<Change::Difference>, 1>),
    entry("intersection"_name, fun<intersectionMethod>),
    entry("isdisjoint"_name, fun<isDisjointMethod>),
    entry("issubset"_name, fun<isSubsetMethod>),
    entry("issuperset"_name, fun<isSupersetMethod>),
    entry("symmetric_difference"_name, fun<newMethod<Change::Symmetric>, 2, 2>),
    entry("union"_name, fun<newMethod<Change::Union>, 2, 2>),
    entry("__contains__"_name, fun<containsMethod>),
};
constinit const Dict kLocals = fixedDict(kMethods);
} // namespace

constinit const TypeOf<6> setType("set"_name, takes(0, 1),
                                  {.makeNew = makeSet,
                                   .print = printSet,
                                   .unary = setUnary,
                                   .binary = setBinary,
                                   .getIter = iterateSet,
                                   .locals = &kLocals});

#if TAIPAN_HAS_FROZENSET
namespace {
constexpr size_t kChangingMethods = 9;
constexpr size_t kFrozenMethods = sizeof(kMethods) / sizeof(kMethods[0]) - kChangingMethods;
constinit const Dict kFrozenLocals{
    &dictType,
    Table(kFrozenMethods << Table::kUsedShift | Table::kAllNames | Table::kFixed | Table::kOrdered,
          kFrozenMethods, const_cast<Entry*>(kMethods + kChangingMethods))};
} // namespace

constinit const TypeOf<6> frozensetType("frozenset"_name, kEqualOtherTypes | takes(0, 1),
                                        {.makeNew = makeSet,
                                         .print = printSet,
                                         .unary = setUnary,
                                         .binary = setBinary,
                                         .getIter = iterateSet,
                                         .locals = &kFrozenLocals});
#endif

Value newSet(size_t count, const Value* items) {
    Set* set = emptySet(setType);
    reserveRows(set->table, count, kSetShift);
    for (size_t i = 0; i < count; ++i) add(*set, items[i]);
    return pointerTo(set);
}

void addToSet(Value set, Value item) {
    add(selfSet(set), item);
}

} // namespace taipan::runtime
#endif
