// Types, calls, items, iteration and conversions of objects of any type.

#include "runtime/protocol/object.h"

#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/objects/buffers/stream.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/numbers/int.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

// Here, where calls, items and iteration have it inlined.
const Type* typeOf(Value value) {
    if (value.isObject()) return value.object()->type;
    if (value.isSmallInt()) return &intType;
#if TAIPAN_FLOAT
    if (value.isFloatWord()) return &floatType;
#endif
    if (value.isName()) return &strType;
    switch (value.singleton()) {
    case Singleton::None: return &noneType;
    case Singleton::Ellipsis: return &ellipsisType;
    case Singleton::NotImplemented: return &notImplementedType;
    default: return &boolType;
    }
}

Name typeNameOf(Value value) {
    return typeOf(value)->typeName();
}

// --- calls ---------------------------------------------------------------------------------------

Value call(Value function, size_t nArgs, size_t nKw, const Value* args) {
    const Call code = typeOf(function)->call();
    if (code == nullptr)
        TAIPAN_RAISE(TypeErrorType, "object not callable", "'%t' object isn't callable", function);
    return code(function, nArgs, nKw, args);
}

Value callMethod(size_t nArgs, size_t nKw, const Value* args) {
    const size_t self = args[1] ? 1 : 0;
    return call(args[0], nArgs + self, nKw, args + 2 - self);
}

// --- items ---------------------------------------------------------------------------------------

Value subscript(Value base, Value index, Value value) {
    if (const Subscr slot = typeOf(base)->subscr()) {
        const Value result = slot(base, index, value);
        if (result) return result;
    }
#if TAIPAN_ERROR_TEXTS >= 2
    const char* const what = !value               ? "doesn't support item deletion"
                             : value == kSentinel ? "isn't subscriptable"
                                                  : "doesn't support item assignment";
    raiseFormat(TypeErrorType, "'%t' object %s"_text, base, what);
#else
    raiseTypeError(!value               ? "object doesn't support item deletion"_text
                   : value == kSentinel ? "object isn't subscriptable"_text
                                        : "object doesn't support item assignment"_text);
#endif
}

Value lengthMaybe(Value value) {
    const Unary unary = typeOf(value)->unary();
    return unary == nullptr ? kNoValue : unary(UnaryOp::Length, value);
}

size_t length(Value value) {
    const Value size = lengthMaybe(value);
    if (!size)
        TAIPAN_RAISE(TypeErrorType, "object has no len", "object of type '%t' has no len()", value);
    return toWordTruncated(size); // a range may have more than a small integer counts
}

intptr_t toIndex(const Type& type, Value index) {
    intptr_t number = 0;
    if (!toIntMaybe(index, number))
        TAIPAN_RAISE(TypeErrorType, "indices must be integers",
                     "%q indices must be integers, not %t", type.typeName(), index);
    return number;
}

size_t indexOf(const Type& type, size_t size, intptr_t at, bool clip) {
    const auto end = static_cast<intptr_t>(size);
    if (at < 0) at += end;
    if (clip) return static_cast<size_t>(at < 0 ? 0 : at > end ? end : at);
    if (at < 0 || at >= end)
        TAIPAN_RAISE(IndexErrorType, "index out of range", "%q index out of range",
                     type.typeName());
    return static_cast<size_t>(at);
}

void itemsOf(Value sequence, size_t& count, Value*& items) {
    if (const Value tuple = castTo(sequence, tupleType)) {
        count = tuple.as<Tuple>()->size;
        items = tuple.as<Tuple>()->items;
    } else if (const Value list = castTo(sequence, listType)) {
        count = list.as<List>()->size;
        items = list.as<List>()->items;
    } else {
        TAIPAN_RAISE(TypeErrorType, "object not a tuple or list",
                     "object '%t' isn't a tuple or list", sequence);
    }
}

Value* itemsOf(Value sequence, size_t count) {
    size_t found = 0;
    Value* items = nullptr;
    itemsOf(sequence, found, items);
    if (found != count)
        TAIPAN_RAISE(ValueErrorType, "tuple/list has wrong length",
                     "requested length %zd but object has length %zd", count, found);
    return items;
}

// --- iteration -----------------------------------------------------------------------------------

namespace {
/// Iterates by __getitem__ with 0, 1, 2, …
struct GetItemIterator : Object {
    Value function;
    Value self;
    Value next;
};

Value nextGetItem(Value value) {
    auto* const self = value.as<GetItemIterator>();
    Value item;
    const Value args[] = {self->function, self->self, self->next};
    const Value error = attempt([&] { item = callMethod(1, 0, args); });
    if (!error) {
        self->next = smallInt(self->next.smallInt() + 1);
        return item;
    }
    // Both end the iteration, as in CPython.
    const Type* type = typeOf(error);
    if (!isSubtype(type, &StopIterationType) && !isSubtype(type, &IndexErrorType))
        taipanJump(error);
    return kNoValue;
}

constinit const TypeOf<1> getItemIteratorType("iterator"_name, 0, {.iterNext = nextGetItem});

Value newGetItemIterator(const Value method[2], IteratorBuffer* buffer) {
    static_assert(sizeof(GetItemIterator) <= sizeof(IteratorBuffer));
    auto* const iterator = buffer != nullptr
                               ? reinterpret_cast<GetItemIterator*>(buffer)
                               : static_cast<GetItemIterator*>(allocate(sizeof(GetItemIterator)));
    *iterator = {{&getItemIteratorType}, method[0], method[1], smallInt(0)};
    return pointerTo(iterator);
}

/// The function behind next(), null when the type has none in C++.
IterNext nextOf(const Type* type) {
    const unsigned kind = type->flags & kIterMask;
#if TAIPAN_HAS_STREAM
    if (kind == kIterIsStream) return nextLine;
#endif
    const void* slot = type->get(SlotIndex::Iter);
    if (slot == nullptr) return nullptr;
    switch (kind) {
    case kIterIsNext: return reinterpret_cast<IterNext>(const_cast<void*>(slot));
    case kIterIsCustom: return static_cast<const CustomIter*>(slot)->next;
    default: return nullptr;
    }
}

Value callNext(Value iterator) {
    Value method[2];
    loadMethodMaybe(iterator, "__next__"_name, method);
    if (!method[0])
        TAIPAN_RAISE(TypeErrorType, "object not an iterator", "'%t' object isn't an iterator",
                     iterator);
    return callMethod(0, 0, method);
}
} // namespace

Value getIter(Value value, IteratorBuffer* buffer) {
    const Type* type = typeOf(value);
    const unsigned kind = type->flags & kIterMask;
    if (kind == kIterIsStream) return value;
    if (const void* slot = type->get(SlotIndex::Iter)) {
        if (kind == kIterIsNext) return value;
        const GetIter function = kind == kIterIsCustom
                                     ? static_cast<const CustomIter*>(slot)->getIter
                                     : reinterpret_cast<GetIter>(const_cast<void*>(slot));
        if (buffer == nullptr && !type->isInstanceType())
            buffer = static_cast<IteratorBuffer*>(allocate(sizeof(IteratorBuffer)));
        const Value iterator = function(value, buffer);
        if (iterator) return iterator;
    }
    Value method[2];
    loadMethodMaybe(value, "__getitem__"_name, method);
    if (!method[0])
        TAIPAN_RAISE(TypeErrorType, "object not iterable", "'%t' object isn't iterable", value);
    return newGetItemIterator(method, buffer);
}

Value iterNext(Value iterator) {
    checkStack(); // iterators over iterators over …
    // Loops in C++ can be endless, too: sum(range(1 << 60)).
    runPendingIfAny();
    if (const IterNext next = nextOf(typeOf(iterator))) {
        state.stopValue = kNoValue;
        return next(iterator);
    }
    Value item;
    const Value error = attempt([&] { item = callNext(iterator); });
    if (!error) return item;
    if (!isSubtype(typeOf(error), &StopIterationType)) taipanJump(error);
    state.stopValue = stopValue(error);
    return kNoValue;
}

Value iterNextOrRaise(Value iterator) {
    const IterNext next = nextOf(typeOf(iterator));
    if (next == nullptr) return callNext(iterator);
    state.stopValue = kNoValue;
    const Value item = next(iterator);
    if (!item) raiseStopIteration(state.stopValue);
    return item;
}

// --- conversions ---------------------------------------------------------------------------------

bool toIntMaybe(Value value, intptr_t& number) {
    if (value.isSmallInt()) {
        number = value.smallInt();
        return true;
    }
    if (value == kTrue || value == kFalse) {
        number = value == kTrue;
        return true;
    }
    if (!is(value, intType)) {
        value = unaryOp(UnaryOp::Int, value);
        if (!value) return false;
        if (value.isSmallInt()) {
            number = value.smallInt();
            return true;
        }
    }
    number = wordOf(value);
    return true;
}

intptr_t toInt(Value value) {
    intptr_t number = 0;
    if (!toIntMaybe(value, number))
        TAIPAN_RAISE(TypeErrorType, "can't convert to int", "can't convert %t to int", value);
    return number;
}

uintptr_t toWordTruncated(Value value) {
    if (!is(value, intType)) return static_cast<uintptr_t>(toInt(value));
    uintptr_t word = 0;
    intToBytes(value, false, sizeof(word), reinterpret_cast<uint8_t*>(&word));
    return word;
}

bool bufferMaybe(Value value, Buffer& buffer, uintptr_t use) {
    const GetBuffer slot = typeOf(value)->buffer();
    return slot != nullptr && slot(value, &buffer, use) == 0;
}

Buffer bufferOf(Value value, uintptr_t use) {
    Buffer buffer;
    if (!bufferMaybe(value, buffer, use))
        raiseTypeError("object with buffer protocol required"_text);
    return buffer;
}

} // namespace taipan::runtime
