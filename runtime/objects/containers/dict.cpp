#include "runtime/objects/containers/dict.h"
#include "runtime/memory/memory.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/protocol/table_rows.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
enum class View : size_t { Items, Keys, Values };

struct DictView : Object {
    Dict* dict;
    View view;
};

struct DictIterator : Object {
    Dict* dict;
    size_t at;
    size_t usedAndView; // as the dictionary was at the start: four words are all that there is

    static constexpr unsigned kUsedShift = 2;
    size_t used() const { return usedAndView >> kUsedShift; }
    View view() const { return static_cast<View>(usedAndView & ((1u << kUsedShift) - 1)); }
};

Dict& selfDict(Value self) {
    return selfOf<Dict>(self, dictType);
}

// --- construction --------------------------------------------------------------------------------

void updateFromDict(Table& table, const Table& other) {
    size_t at = 0;
    while (const Entry* entry = nextEntry(other, at)) {
        const Entry row = *entry;
        table.store(row.key, row.value);
    }
}

void updateFromPairs(Table& table, Value pairs) {
    for (Each each(pairs); const Value pair = each.next();) {
        Each parts(pair);
        const Value key = parts.next();
        const Value value = key ? parts.next() : kNoValue;
        if (!value || parts.next()) raiseValueError("dict update sequence has wrong length"_text);
        table.store(key, value);
    }
}

/// Takes over what update() can be called with.
void updateFrom(Dict& dict, Value other) {
    if (const auto* source = castTo(other, dictType).as<Dict>()) {
        if (source != &dict) updateFromDict(dict.table, source->table);
    } else {
        updateFromPairs(dict.table, other);
    }
}

Value updateDict(size_t nArgs, const Value* args, Dict* keywords) {
    checkArgs(nArgs, 0, 1, 2);
    Dict& dict = selfDict(args[0]);
    if (dict.table.isFixed()) raise(TypeErrorType);
    if (nArgs == 2) updateFrom(dict, args[1]);
    updateFromDict(dict.table, keywords->table);
    return kNone;
}

Value makeDict(const Type* type, size_t nArgs, size_t nKw, const Value* args) {
    Dict* dict = newDict();
    dict->type = type;
    if (TAIPAN_HAS_ORDEREDDICT && type != &dictType) dict->table.usedAndFlags |= Table::kOrdered;
    Dict keywords(nullptr, {});
    keywordsOf(nKw, args + nArgs, keywords);
    const Value updateArgs[] = {pointerTo(dict), nArgs != 0 ? args[0] : kNoValue};
    updateDict(nArgs + 1, updateArgs, &keywords);
    return updateArgs[0];
}

Dict* copyOf(const Dict& dict) {
    Dict* copy = newDict();
    copy->type = dict.type;
    copy->table.copyFrom(dict.table);
    return copy;
}

// --- slots ---------------------------------------------------------------------------------------

void printDict(const Printer* printer, Value self, PrintKind) {
    const Dict& dict = *self.as<Dict>();
    const bool named = TAIPAN_HAS_ORDEREDDICT && dict.type != &dictType;
    if (named) printFormat(*printer, "%q("_text, dict.type->typeName());
    const char* before = "{";
    size_t at = 0;
    while (const Entry* entry = nextEntry(dict.table, at)) {
        const Entry row = *entry;
        printer->puts(before);
        before = ", ";
        printValue(*printer, row.key, PrintKind::Repr);
        printer->puts(": ");
        printValue(*printer, row.value, PrintKind::Repr);
    }
    if (before[0] == '{') printer->put('{');
    printer->put('}');
    if (named) printer->put(')');
}

Value dictUnary(UnaryOp op, Value self) {
    const Table& table = self.as<Dict>()->table;
    switch (op) {
    case UnaryOp::Bool: return truth(table.used() != 0);
    case UnaryOp::Length: return smallInt(static_cast<intptr_t>(table.used()));
#if TAIPAN_HAS_SYS_GETSIZEOF
    case UnaryOp::SizeOf:
        return smallInt(static_cast<intptr_t>(sizeof(Dict) + blockSize(table, kDictShift)));
#endif
    default: return kNoValue;
    }
}

bool sameContents(const Dict& left, Dict& right) {
    if (left.table.used() != right.table.used()) return false;
    const bool inOrder = left.type != &dictType && right.type != &dictType;
    size_t at = 0, rightAt = 0;
    while (const Entry* entry = nextEntry(left.table, at)) {
        const Entry row = *entry;
        const Entry* other = inOrder ? nextEntry(right.table, rightAt) : right.table.find(row.key);
        if (other == nullptr) return false;
        const Value value = other->value;
        if (inOrder && !equal(row.key, other->key)) return false;
        if (!equal(row.value, value)) return false;
    }
    return true;
}

Value dictBinary(BinaryOp op, Value left, Value right) {
    Dict& dict = *left.as<Dict>();
    switch (op) {
    case BinaryOp::Contains: return truth(dict.table.find(right) != nullptr);
    case BinaryOp::Equal: return truth(isDict(right) && sameContents(dict, *right.as<Dict>()));
#if TAIPAN_HAS_COMPATIBILITY
    case BinaryOp::Or:
    case BinaryOp::InplaceOr: {
        Dict* target = op == BinaryOp::Or ? copyOf(dict) : &dict;
        updateFrom(*target, right);
        return pointerTo(target);
    }
#endif
    default: return kNoValue;
    }
}

Value dictSubscr(Value self, Value index, Value value) {
    Table& table = self.as<Dict>()->table;
    if (value == kSentinel) {
        const Entry* entry = table.find(index);
        if (entry == nullptr) raiseKeyError(index);
        return entry->value;
    }
    if (value)
        table.store(index, value);
    else if (!table.remove(index))
        raiseKeyError(index);
    return kNone;
}

Value iterateDict(Dict& dict, View view, IteratorBuffer* buffer);

Value iterateKeys(Value self, IteratorBuffer* buffer) {
    return iterateDict(*self.as<Dict>(), View::Keys, buffer);
}

// --- methods -------------------------------------------------------------------------------------

Value clearDict(Value self) {
    selfDict(self).table.clear();
    return kNone;
}

Value copyDict(Value self) {
    return pointerTo(copyOf(selfDict(self)));
}

#if TAIPAN_HAS_DICT_FROMKEYS
// args[0] is the class, which does not matter.
Value fromKeys(size_t nArgs, const Value* args) {
    const Value size = lengthMaybe(args[1]);
    Dict* dict = newDict(size ? static_cast<size_t>(size.smallInt()) : 0);
    for (Each each(args[1]); const Value key = each.next();)
        dict->table.store(key, nArgs > 2 ? args[2] : kNone);
    return pointerTo(dict);
}
#endif

Value getItem(size_t nArgs, const Value* args) {
    const Entry* entry = selfDict(args[0]).table.find(args[1]);
    if (entry != nullptr) return entry->value;
    return nArgs > 2 ? args[2] : kNone;
}

Value popKey(size_t nArgs, const Value* args) {
    Value value;
    if (selfDict(args[0]).table.remove(args[1], &value)) return value;
    if (nArgs == 2) raiseKeyError(args[1]);
    return args[2];
}

Value setDefault(size_t nArgs, const Value* args) {
    Entry* entry = selfDict(args[0]).table.findOrAdd(args[1]);
    if (!entry->value) entry->value = nArgs > 2 ? args[2] : kNone;
    return entry->value;
}

Value popItem(Value self) {
    Value row[2];
    if (!popRow(selfDict(self).table, row, kDictShift, true))
        raise(KeyErrorType, "popitem(): dictionary is empty"_text);
    return newTuple(2, row);
}

// For `super().__getitem__(key)` in derived classes: not by way of the instance again.
Value loadItem(Value self, Value key) {
    return dictSubscr(pointerTo(&selfDict(self)), key, kSentinel);
}
Value storeItem(Value self, Value key, Value value) {
    return dictSubscr(pointerTo(&selfDict(self)), key, value);
}
Value deleteItem(Value self, Value key) {
    return dictSubscr(pointerTo(&selfDict(self)), key, kNoValue);
}

// --- views ---------------------------------------------------------------------------------------

Value nextItem(Value value) {
    auto& iterator = *value.as<DictIterator>();
    const Value* row = nextItemRow(iterator.dict->table, iterator.used(), iterator.at, kDictShift);
    if (row == nullptr) return kNoValue;
    switch (iterator.view()) {
    case View::Keys: return row[0];
    case View::Values: return row[1];
    default: return newTuple(2, row);
    }
}
constinit const TypeOf<1> iteratorType("iterator"_name, 0, {.iterNext = nextItem});

Value iterateDict(Dict& dict, View view, IteratorBuffer* buffer) {
    static_assert(sizeof(DictIterator) <= sizeof(IteratorBuffer));
    auto* iterator = reinterpret_cast<DictIterator*>(buffer);
    iterator->type = &iteratorType;
    iterator->dict = &dict;
    iterator->at = 0;
    iterator->usedAndView =
        dict.table.used() << DictIterator::kUsedShift | static_cast<size_t>(view);
    return pointerTo(iterator);
}

Value iterateView(Value self, IteratorBuffer* buffer) {
    const auto& view = *self.as<DictView>();
    return iterateDict(*view.dict, view.view, buffer);
}

void printView(const Printer* printer, Value self, PrintKind) {
    static constexpr const char* kNames[] = {"items", "keys", "values"};
    printFormat(*printer, "dict_%s(["_text, kNames[static_cast<size_t>(self.as<DictView>()->view)]);
    printItems(*printer, self);
    printer->puts("])");
}

Value viewUnary(UnaryOp op, Value self) {
    const auto& view = *self.as<DictView>();
    if (op == UnaryOp::Hash && view.view == View::Values)
        return smallInt(static_cast<intptr_t>(self.address() >> 1));
    return dictUnary(op, pointerTo(view.dict));
}

Value viewBinary(BinaryOp op, Value left, Value right) {
    const auto& view = *left.as<DictView>();
    if (view.view != View::Keys || op != BinaryOp::Contains) return kNoValue;
    return dictBinary(op, pointerTo(view.dict), right);
}

constinit const TypeOf<4> viewType(
    "dict_view"_name, 0,
    {.print = printView, .unary = viewUnary, .binary = viewBinary, .getIter = iterateView});

Value newView(Value self, View view) {
    auto* object = newObject<DictView>(viewType);
    object->dict = &selfDict(self);
    object->view = view;
    return pointerTo(object);
}

template <View view>
Value makeView(Value self) {
    return newView(self, view);
}

constexpr Entry kMethods[] = {
    entry("clear"_name, fun<clearDict>),
    entry("copy"_name, fun<copyDict>),
#if TAIPAN_HAS_DICT_FROMKEYS
    entry("fromkeys"_name, classMethod<fun<fromKeys, 2, 3>>),
#endif
    entry("get"_name, fun<getItem, 2, 3>),
    entry("items"_name, fun<makeView<View::Items>>),
    entry("keys"_name, fun<makeView<View::Keys>>),
    entry("pop"_name, fun<popKey, 2, 3>),
    entry("popitem"_name, fun<popItem>),
    entry("setdefault"_name, fun<setDefault, 2, 3>),
    entry("update"_name, fun<updateDict, 1>),
    entry("values"_name, fun<makeView<View::Values>>),
    entry("__getitem__"_name, fun<loadItem>),
    entry("__setitem__"_name, fun<storeItem>),
    entry("__delitem__"_name, fun<deleteItem>),
};
constinit const Dict kLocals = fixedDict(kMethods);
} // namespace

constinit const TypeOf<7> dictType("dict"_name, 0,
                                   {.makeNew = makeDict,
                                    .print = printDict,
                                    .unary = dictUnary,
                                    .binary = dictBinary,
                                    .subscr = dictSubscr,
                                    .getIter = iterateKeys,
                                    .locals = &kLocals});

#if TAIPAN_HAS_ORDEREDDICT
constinit const TypeOf<8> orderedDictType("OrderedDict"_name, 0,
                                          {.makeNew = makeDict,
                                           .print = printDict,
                                           .unary = dictUnary,
                                           .binary = dictBinary,
                                           .subscr = dictSubscr,
                                           .getIter = iterateKeys,
                                           .parent = &dictType,
                                           .locals = &kLocals});
#endif

Dict* newDict(size_t room) {
    auto* dict = newObject<Dict>(dictType);
    dict->table = Table();
    dict->table.reserve(room);
    return dict;
}

} // namespace taipan::runtime
