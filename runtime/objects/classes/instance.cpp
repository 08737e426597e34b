// Instances of classes: how they are made, and their attributes.
#include "runtime/objects/classes/instance.h"

#include "runtime/memory/memory.h"
#include "runtime/objects/classes/caches.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/classes/class_lookup.h"
#include "runtime/objects/classes/property.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

// --- making --------------------------------------------------------------------------------------

namespace {
/// What `super().__init__(…)` calls when a built-in type is next in line: makes its object.
Value initNative(size_t nArgs, const Value* args, Dict* keywords) {
    const Value self = args[0];
    if (!isInstanceObject(self) || !hasNative(self)) raise(TypeErrorType);
    const Type* base = static_cast<const Class*>(self.object()->type)->nativeBase;
    // The keywords' pairs follow the arguments.
    const Value made = construct(base, nArgs - 1, keywords->table.used(), args + 1);
    self.as<Instance>()->native[0] = made;
    return kNone;
}
constexpr auto kInitNative = fun<initNative, 1>;

/// Makes the object that __init__ gets: by the class's __new__ if it has one.
Value create(const Type* type, size_t nArgs, size_t nKw, const Value* args) {
    Value method[2];
    if (!TAIPAN_LOOKUP_CACHE || memberOf(type, "__new__"_name))
        loadMember(kNoValue, type, "__new__"_name, SlotIndex::MakeNew, method);
    if (!method[0] || method[0] == kSentinel) return pointerTo(newInstance(type));
    return callWithSelf(method[0], pointerTo(type), nArgs, nKw, args);
}
} // namespace

constinit const Value nativeInit = pointerTo(&kInitNative);

Instance* newInstance(const Type* type) {
    const auto* made = static_cast<const Class*>(type);
    const bool native = made->nativeBase != nullptr;
    auto* instance = newObject<Instance>(*type, native ? sizeof(Value) : 0);
    instance->members.usedAndFlags = Table::kAllNames;
    if (native) instance->native[0] = nativeInit;
    if (made->memberCount != 0) instance->members.reserve(made->memberCount);
    return instance;
}

Value instanceMakeNew(const Type* type, size_t nArgs, size_t nKw, const Value* args) {
    const Value made = create(type, nArgs, nKw, args);
    if (typeOf(made) != type) return made;
    Value method[2];
    if (!TAIPAN_LOOKUP_CACHE || memberOf(type, "__init__"_name))
        loadSpecial(made, "__init__"_name, kNoSlot, method);
    if (method[0]) {
        const Value result = callWithSelf(method[0], method[1], nArgs, nKw, args);
        if (result != kNone)
            TAIPAN_RAISE(TypeErrorType, "__init__() should return None",
                         "__init__() should return None, not '%t'", result);
    }
    auto* instance = made.as<Instance>();
    noteMembers(made);
    // The built-in base, when no __init__ called its own.
    const Type* base = static_cast<const Class*>(type)->nativeBase;
    if (base != nullptr && instance->native[0] == nativeInit) {
        const Value native = construct(base, nArgs, nKw, args);
        instance->native[0] = native;
    }
    return made;
}

// --- loading -------------------------------------------------------------------------------------

namespace {
/// Names that __getattr__ is not asked for: the object model looks for them everywhere.
bool isInternal(Name name) {
#if TAIPAN_HAS_DESCRIPTORS
    if (name == "__get__"_name || name == "__set__"_name || name == "__delete__"_name ||
        name == "__set_name__"_name)
        return true;
#endif
#if TAIPAN_HAS_SETATTR_METHODS
    if (name == "__setattr__"_name || name == "__delattr__"_name) return true;
#endif
    return name == "__getattr__"_name;
}

/// What a property or another descriptor found in the class gives for an instance.
void loadThroughAccessor([[maybe_unused]] Value self, Value* dest) {
    if (dest[1]) return; // a method
#if TAIPAN_HAS_PROPERTY
    if (is(dest[0], propertyType)) {
        const Value getter = dest[0].as<Property>()->getter;
        if (getter == kNone) raise(AttributeErrorType, "unreadable attribute"_text);
        dest[0] = call(getter, self);
        return;
    }
#endif
#if TAIPAN_HAS_DESCRIPTORS
    Value get[4];
    loadMethodMaybe(dest[0], "__get__"_name, get);
    if (!get[0]) return;
    get[2] = self;
    get[3] = pointerTo(self.object()->type);
    dest[0] = callMethod(2, 0, get);
#endif
}

void load(Value self, Name name, Value* dest) {
    const Entry* member = self.as<Instance>()->members.find(name);
    if (member != nullptr) {
        dest[0] = member->value;
        return;
    }
#if TAIPAN_HAS_COMPATIBILITY
    if (name == "__dict__"_name) {
        dest[0] = readOnlyCopy(self.as<Instance>()->members);
        return;
    }
#endif
    loadSpecial(self, name, kNoSlot, dest);
    if (dest[0]) {
        if (TAIPAN_HAS_ACCESSORS && (self.object()->type->flags & kHasAccessors) != 0)
            loadThroughAccessor(self, dest);
        return;
    }
    if (isInternal(name)) return;
    Value method[3];
    loadMethodMaybe(self, "__getattr__"_name, method);
    if (!method[0]) return;
    method[2] = nameValue(name);
    dest[0] = callMethod(1, 0, method);
}

// --- storing -------------------------------------------------------------------------------------

enum class Stored : uint8_t { Done, Impossible, NotHere };

/// Calls a method of `object`, if it has it, with one or two arguments (the second no value).
[[maybe_unused]] Stored callIfThere(Value object, Name name, Value first, Value second) {
    Value method[4];
    loadMethodMaybe(object, name, method);
    if (!method[0]) return Stored::NotHere;
    method[2] = first;
    method[3] = second;
    callMethod(second ? 2 : 1, 0, method);
    return Stored::Done;
}

/// Stores or deletes through what the class has for the name: a property, a descriptor.
Stored storeThroughAccessor([[maybe_unused]] Value self, [[maybe_unused]] Value member,
                            [[maybe_unused]] Value value) {
#if TAIPAN_HAS_PROPERTY
    if (is(member, propertyType)) {
        const auto* property = member.as<Property>();
        const Value function = value ? property->setter : property->deleter;
        if (function == kNone) return Stored::Impossible;
        const Value args[] = {self, value};
        call(function, value ? 2 : 1, 0, args);
        return Stored::Done;
    }
#endif
#if TAIPAN_HAS_DESCRIPTORS
    return callIfThere(member, value ? "__set__"_name : "__delete__"_name, self, value);
#else
    return Stored::NotHere;
#endif
}

/// Stores or deletes by what the class has instead of plain members.
Stored storeSpecially(Value self, Name name, Value value) {
    Value member[2];
    loadSpecial(self, name, kNoSlot, member);
    if (member[0]) {
        const Stored stored = storeThroughAccessor(self, member[0], value);
        if (stored != Stored::NotHere) return stored;
    }
#if TAIPAN_HAS_SETATTR_METHODS
    return callIfThere(self, value ? "__setattr__"_name : "__delattr__"_name, nameValue(name),
                       value);
#else
    return Stored::NotHere;
#endif
}

/// Stores, or deletes when `value` is no value; false when that is not possible.
bool store(Value self, Name name, Value value) {
    if (TAIPAN_HAS_ACCESSORS && (self.object()->type->flags & kHasAccessors) != 0) {
        const Stored stored = storeSpecially(self, name, value);
        if (stored != Stored::NotHere) return stored == Stored::Done;
    }
    Table& members = self.as<Instance>()->members;
    if (!value) return members.remove(nameValue(name));
    members.store(name, value);
    return true;
}
} // namespace

void instanceAttr(Value self, Name name, Value* dest) {
    if (!dest[0])
        load(self, name, dest);
    else if (store(self, name, dest[1]))
        dest[0] = kNoValue;
}

} // namespace taipan::runtime
