#include "runtime/objects/containers/deque.h"
#include "runtime/memory/memory.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

#if TAIPAN_HAS_COLLECTIONS_DEQUE
namespace taipan::runtime {

namespace {
/// A ring with room for one item more than it may hold.
struct Deque : Object {
    size_t room;
    size_t first;
    size_t end; // behind the last; `first` when there is none
    Value* items;
    intptr_t flags;

    static constexpr intptr_t kCheckOverflow = 1;

    size_t after(size_t at) const { return at + 1 == room ? 0 : at + 1; }
    size_t before(size_t at) const { return at == 0 ? room - 1 : at - 1; }
    size_t size() const { return end - first + (end < first ? room : 0); }
};

struct DequeIterator : Object {
    Deque* deque;
    size_t at;
};

Deque& selfDeque(Value self) {
    return selfOf<Deque>(self, dequeType);
}

void checkRoom(const Deque& deque) {
    if ((deque.flags & Deque::kCheckOverflow) != 0 && deque.size() + 1 == deque.room)
        raiseIndexError("full"_text);
}

/// Adds an item at the end; a full deque loses the first one.
void append(Deque& deque, Value item) {
    checkRoom(deque);
    deque.items[deque.end] = item;
    deque.end = deque.after(deque.end);
    if (deque.end == deque.first) deque.first = deque.after(deque.first);
}

void extend(Deque& deque, Value iterable) {
    // Its own end would always be further on.
    if (iterable == pointerTo(&deque)) iterable = listOf(iterable);
    for (Each each(iterable); const Value item = each.next();) append(deque, item);
}

/// Takes out the item at a place of the ring.
Value take(Deque& deque, size_t at) {
    const Value item = deque.items[at];
    deque.items[at] = kNoValue;
    return item;
}

void checkNotEmpty(const Deque& deque) {
    if (deque.first == deque.end) raiseIndexError("empty"_text);
}

// --- slots ---------------------------------------------------------------------------------------

Value makeDeque(const Type* type, size_t nArgs, size_t, const Value* args) {
    const intptr_t most = toInt(args[1]);
    if (most < 0) raise(ValueErrorType);
    auto* deque = newObject<Deque>(*type);
    deque->room = static_cast<size_t>(most) + 1;
    deque->items = newValues(deque->room);
    if (nArgs > 2) deque->flags = toInt(args[2]);
    extend(*deque, args[0]);
    return pointerTo(deque);
}

Value dequeUnary(UnaryOp op, Value self) {
    const Deque& deque = *self.as<Deque>();
    switch (op) {
    case UnaryOp::Bool: return truth(deque.first != deque.end);
    case UnaryOp::Length: return smallInt(static_cast<intptr_t>(deque.size()));
#if TAIPAN_HAS_SYS_GETSIZEOF
    case UnaryOp::SizeOf:
        return smallInt(static_cast<intptr_t>(sizeof(Deque) + sizeof(Value) * deque.room));
#endif
    default: return kNoValue;
    }
}

Value dequeSubscr(Value self, Value index, Value value) {
    if (!value) return kNoValue;
    Deque& deque = *self.as<Deque>();
    const intptr_t number = toIndex(dequeType, index);
    size_t at = deque.first + indexOf(dequeType, deque.size(), number);
    if (at >= deque.room) at -= deque.room;
    if (value == kSentinel) return deque.items[at];
    deque.items[at] = value;
    return kNone;
}

Value nextItem(Value value) {
    auto& iterator = *value.as<DequeIterator>();
    const Deque& deque = *iterator.deque;
    if (iterator.at == deque.end) return kNoValue;
    const Value item = deque.items[iterator.at];
    iterator.at = deque.after(iterator.at);
    return item;
}
constinit const TypeOf<1> iteratorType("iterator"_name, 0, {.iterNext = nextItem});

Value iterateDeque(Value self, IteratorBuffer* buffer) {
    static_assert(sizeof(DequeIterator) <= sizeof(IteratorBuffer));
    auto* iterator = reinterpret_cast<DequeIterator*>(buffer);
    iterator->type = &iteratorType;
    iterator->deque = self.as<Deque>();
    iterator->at = iterator->deque->first;
    return pointerTo(iterator);
}

// --- methods -------------------------------------------------------------------------------------

Value appendMethod(Value self, Value item) {
    append(selfDeque(self), item);
    return kNone;
}

Value appendLeftMethod(Value self, Value item) {
    Deque& deque = selfDeque(self);
    checkRoom(deque);
    deque.first = deque.before(deque.first);
    deque.items[deque.first] = item;
    if (deque.first == deque.end) deque.end = deque.before(deque.end);
    return kNone;
}

Value extendMethod(Value self, Value iterable) {
    extend(selfDeque(self), iterable);
    return kNone;
}

Value popMethod(Value self) {
    Deque& deque = selfDeque(self);
    checkNotEmpty(deque);
    deque.end = deque.before(deque.end);
    return take(deque, deque.end);
}

Value popLeftMethod(Value self) {
    Deque& deque = selfDeque(self);
    checkNotEmpty(deque);
    const size_t at = deque.first;
    deque.first = deque.after(at);
    return take(deque, at);
}

constexpr Entry kMethods[] = {
    entry("append"_name, fun<appendMethod>),   entry("appendleft"_name, fun<appendLeftMethod>),
    entry("extend"_name, fun<extendMethod>),   entry("pop"_name, fun<popMethod>),
    entry("popleft"_name, fun<popLeftMethod>),
};
constinit const Dict kLocals = fixedDict(kMethods);
} // namespace

constinit const TypeOf<5> dequeType("deque"_name, takes(2, 3),
                                    {.makeNew = makeDeque,
                                     .unary = dequeUnary,
                                     .subscr = dequeSubscr,
                                     .getIter = iterateDeque,
                                     .locals = &kLocals});

} // namespace taipan::runtime
#endif
