// Making classes.

#include "runtime/objects/classes/class.h"
#include "runtime/memory/memory.h"
#include "runtime/objects/classes/class_lookup.h"
#include "runtime/objects/classes/instance.h"
#include "runtime/objects/classes/property.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

bool needsAccessors([[maybe_unused]] Value key, [[maybe_unused]] Value member) {
#if TAIPAN_HAS_SETATTR_METHODS
    if (key == nameValue("__setattr__"_name) || key == nameValue("__delattr__"_name)) return true;
#endif
#if TAIPAN_HAS_PROPERTY
    if (is(member, propertyType)) return true;
#endif
#if TAIPAN_HAS_DESCRIPTORS
    // A function is none, and is what most members are.
    if (!member.isObject() || (member.object()->type->flags & kBindsSelf) != 0) return false;
    bool found = false;
    // What goes wrong while looking is as if there were none.
    attempt([member, &found] {
        static constexpr Name kMethods[] = {"__get__"_name, "__set__"_name, "__delete__"_name};
        Value method[2];
        for (const Name name : kMethods) {
            loadMethodMaybe(member, name, method);
            if (method[0]) found = true;
        }
    });
    return found;
#else
    static_cast<void>(key);
    static_cast<void>(member);
    return false;
#endif
}

namespace {
#if TAIPAN_HAS_DESCRIPTORS
/// Tells the members that want to know of their class and name. The methods are all looked up
/// before the first call, which may change the class.
void callSetName(Value made, const Table& members) {
    constexpr size_t kWords = 4; // method, self, class, name
    Value calls = kNoValue;
    size_t at = 0;
    while (const Entry* entry = nextEntry(members, at)) {
        const Value key = entry->key;
        const Value member = entry->value;
        if (!member.isObject() || (member.object()->type->flags & kBindsSelf) != 0) continue;
        Value call[kWords] = {{}, {}, made, key};
        loadMethodMaybe(member, "__set_name__"_name, call);
        if (!call[1]) continue;
        if (!calls) calls = newList(0, nullptr);
        for (const Value word : call) append(*calls.as<List>(), word);
    }
    if (!calls) return;
    const auto& list = *calls.as<List>();
    for (size_t i = 0; i < list.size; i += kWords) callMethod(2, 0, list.items + i);
}
#endif

const Type& checkedBase(Value base) {
    if (!isType(base)) raise(TypeErrorType);
    const Type& type = *base.as<Type>();
    if (type.makeNew() == nullptr)
        TAIPAN_RAISE(TypeErrorType, "type isn't an acceptable base type",
                     "type '%q' isn't an acceptable base type", type.typeName());
    return type;
}

/// Takes over what bases hand down, and checks them.
void inherit(Class& made, const Tuple& bases) {
    for (size_t i = 0; i < bases.size; ++i) {
        const Type* base = &checkedBase(bases.items[i]);
        if (base == &objectType) continue;
        const Type* native = base;
        if (base->isInstanceType()) {
            // Classes lie in the heap, where they can be changed.
            auto* parent = const_cast<Class*>(static_cast<const Class*>(base));
            parent->flags = static_cast<uint16_t>(parent->flags | kIsSubclassed);
            made.flags = static_cast<uint16_t>(made.flags | (parent->flags & kHasAccessors));
            native = parent->nativeBase;
        }
        if (native == nullptr) continue;
        if (made.nativeBase != nullptr)
            raiseTypeError("multiple bases have instance lay-out conflict"_text);
        made.nativeBase = native;
    }
}

void setSlot(Class& made, SlotIndex which, const void* value) {
    const auto at = static_cast<size_t>(which);
    made.entries[at] = Slot(value);
    made.index[at] = static_cast<uint8_t>(at + 1);
}

void setParents(Class& made, const Tuple& bases) {
    if (bases.size == 0) return;
#if !TAIPAN_HAS_MULTIPLE_BASES
    if (bases.size > 1) raise(NotImplementedErrorType, "multiple inheritance not supported"_text);
#endif
    const Object* parents = &bases;
    if (bases.size == 1) parents = bases.items[0].object();
    setSlot(made, SlotIndex::Parent, parents);
    // The protocol of the first base, which calls the class's methods.
    const void* protocol = bases.items[0].as<Type>()->protocol();
    if (protocol != nullptr) setSlot(made, SlotIndex::Protocol, protocol);
}
} // namespace

Value newClass(Name name, const Tuple& bases, Dict* locals) {
    auto* made = newObject<Class>(typeType);
    made->flags = kEqualNotReflexive | kEqualOtherTypes | kHasNotEqual | kInstanceType;
    made->name = static_cast<uint16_t>(name);
    inherit(*made, bases);
    setParents(*made, bases);
    fillInstanceSlots(*made);
    setSlot(*made, SlotIndex::Locals, locals);

#if TAIPAN_HAS_ACCESSORS
    size_t at = 0;
    while (const Entry* entry = nextEntry(locals->table, at))
        if ((made->flags & kHasAccessors) == 0 && needsAccessors(entry->key, entry->value))
            made->flags = static_cast<uint16_t>(made->flags | kHasAccessors);
#endif
    Entry* creator = locals->table.find("__new__"_name);
    if (creator != nullptr && creator->value.isObject() &&
        (creator->value.object()->type->flags & kBindsSelf) != 0) {
        auto* wrapper = newObject<MethodWrapper>(staticMethodType);
        wrapper->function = creator->value;
        creator->value = pointerTo(wrapper);
    }
    ++classVersion;
#if TAIPAN_HAS_DESCRIPTORS
    callSetName(pointerTo(made), locals->table);
#endif
    return pointerTo(made);
}

Value readOnlyCopy(const Table& table) {
    Dict* copy = newDict();
    copy->table.copyFrom(table);
    copy->table.usedAndFlags |= Table::kFixed;
    return pointerTo(copy);
}

} // namespace taipan::runtime
