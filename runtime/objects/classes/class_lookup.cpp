// Where members of classes are found.

#include "runtime/objects/classes/class_lookup.h"

#include "runtime/objects/classes/caches.h"
#include "runtime/objects/classes/instance.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

namespace {
/// A lookup on its way through the bases.
struct Search {
    Name name;
    SlotIndex slot;
    Value native;   // the object of the built-in base, which is asked for attributes too
    Value found[2]; // the member, unbound; or with no owner: bound already
    const Type* owner = nullptr;

    bool in(const Type* type);

  private:
    bool here(const Type* type);
};

/// Whether a built-in type does by itself what a method would do.
bool answers(const Type* type, SlotIndex slot) {
    if (slot == kNoSlot) return false;
    return type->has(slot) ||
           (slot == SlotIndex::Iter && (type->flags & kIterMask) == kIterIsStream);
}

/// Looks into one class, not into its bases.
bool Search::here(const Type* type) {
    const bool isNative = !type->isInstanceType();
    if (isNative && answers(type, slot)) {
        found[0] = kSentinel;
        owner = type;
        return true;
    }
    if (Dict* locals = type->locals()) {
        if (const Entry* entry = locals->table.find(name)) {
            found[0] = entry->value;
            owner = type;
            return true;
        }
    }
    if (!isNative || !native || type == &objectType) return false;
    // Attributes that the type computes, such as an exception's args.
    loadMethodMaybe(native, name, found);
    return static_cast<bool>(found[0]);
}

/// Looks into a class and its bases; object, which is not searched unless it is the start, has
/// nothing but what stands in for missing methods.
bool Search::in(const Type* type) {
    for (;;) {
        if (here(type)) return true;
        const Object* parent = type->parent();
        if (parent == nullptr) return false;
#if TAIPAN_HAS_MULTIPLE_BASES
        if (parent->type == &tupleType) {
            checkStack();
            const auto& bases = *static_cast<const Tuple*>(parent);
            for (size_t i = 0; i + 1 < bases.size; ++i) {
                const Type* base = bases.items[i].as<Type>();
                if (base != &objectType && in(base)) return true;
            }
            parent = bases.items[bases.size - 1].object();
        }
#endif
        type = static_cast<const Type*>(parent);
        if (type == &objectType) return false;
    }
}
} // namespace

Value lookUp(const Type* type, Name name, const Type** owner) {
    Search search{name, kNoSlot, kNoValue, {}};
    search.in(type);
    if (owner != nullptr) *owner = search.owner;
    return search.found[0];
}

#if TAIPAN_LOOKUP_CACHE
namespace {
/// Finds a member the quick way, in the class of an instance with a built-in base; false when that
/// does not tell to what it is to be bound, or when the base may have the name as a computed
/// attribute.
bool loadQuickly(Value self, Name name, SlotIndex slot, Value dest[2]) {
    const auto& its = *static_cast<const Class*>(self.object()->type);
    const Value member = memberOf(&its, name);
    if (!member && answers(its.nativeBase, slot)) {
        dest[0] = kSentinel;
        return true;
    }
    if (!member.isObject() || slot != kNoSlot) return false;
    const unsigned flags = member.object()->type->flags;
    if ((flags & kBindsSelf) == 0) return false;
    if ((flags & kBuiltinFunction) == 0) {
        // Built-in types have no functions of Python code.
        dest[0] = member;
        dest[1] = self;
        return true;
    }
    Dict* locals = its.nativeBase->locals();
    const Value native = self.as<Instance>()->native[0];
    if (locals == nullptr || locals->get(name) != member || native == nativeInit) return false;
    dest[0] = member;
    dest[1] = native;
    return true;
}
} // namespace
#endif

void loadMember(Value self, const Type* start, Name name, SlotIndex slot, Value dest[2]) {
#if TAIPAN_LOOKUP_CACHE
    if (start->isInstanceType() && static_cast<const Class*>(start)->nativeBase == nullptr) {
        // Nothing but classes on the way.
        const Value member = memberOf(start, name);
        if (member) bindMember(self, start, member, dest);
        return;
    }
#endif
    const bool native = isInstanceObject(self) && hasNative(self);
#if TAIPAN_LOOKUP_CACHE
    if (native && start == self.object()->type && loadQuickly(self, name, slot, dest)) return;
#endif
    Search search{name, slot, native ? self.as<Instance>()->native[0] : kNoValue, {}};
    if (!search.in(start)) return;
    const Type* owner = search.owner;
    if (owner == nullptr) {
        dest[0] = search.found[0];
        dest[1] = search.found[1];
        return;
    }
    if (native && !owner->isInstanceType() && owner != &objectType) {
        // A method of the built-in base works on the base's object.
        self = search.native;
        if (self == nativeInit && search.found[0] != kSentinel)
            raise(AttributeErrorType, "call super().__init__() first"_text);
    }
    bindMember(self, owner, search.found[0], dest);
}

// --- relations between types ---------------------------------------------------------------------

bool isSubtype(const Type* type, const Type* base) {
    if (base == &objectType) return true;
    for (;;) {
        if (type == base) return true;
        const Object* parent = type->parent();
        if (parent == nullptr) return false;
#if TAIPAN_HAS_MULTIPLE_BASES
        if (parent->type == &tupleType) {
            checkStack();
            const auto& bases = *static_cast<const Tuple*>(parent);
            for (size_t i = 0; i + 1 < bases.size; ++i)
                if (isSubtype(bases.items[i].as<Type>(), base)) return true;
            parent = bases.items[bases.size - 1].object();
        }
#endif
        type = static_cast<const Type*>(parent);
    }
}

bool isInstance(Value value, const Type& base) {
    return isSubtype(typeOf(value), &base);
}

bool isType(Value value) {
    return is(value, typeType);
}

Value castTo(Value value, const Type& type) {
    if (typeOf(value) == &type) return value;
    if (isInstanceObject(value)) {
        if (!hasNative(value)) return kNoValue;
        value = value.as<Instance>()->native[0];
    }
    return isSubtype(typeOf(value), &type) ? value : kNoValue;
}

} // namespace taipan::runtime
