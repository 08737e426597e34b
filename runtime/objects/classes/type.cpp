// The type of types: classes as objects.

#include "runtime/memory/memory.h"
#include "runtime/objects/classes/caches.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/classes/class_lookup.h"
#include "runtime/objects/classes/instance.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

namespace {
Value typeMakeNew(const Type*, size_t nArgs, size_t, const Value* args) {
    if (nArgs == 1) return pointerTo(typeOf(args[0]));
    if (nArgs == 2) raiseTypeError("type takes 1 or 3 arguments"_text);
    const Name name = nameOf(args[0]);
    if (!isTuple(args[1]) || !isDict(args[2])) raise(TypeErrorType);
    // A dictionary of its own, so that all changes of a class come through its attributes.
    Dict* locals = newDict();
    locals->table.copyFrom(args[2].as<Dict>()->table);
    return newClass(name, *args[1].as<Tuple>(), locals);
}

void typePrint(const Printer* printer, Value self, PrintKind) {
    printFormat(*printer, "<class '%q'>"_text, self.as<Type>()->typeName());
}

Value typeCall(Value self, size_t nArgs, size_t nKw, const Value* args) {
    const Type* type = self.as<Type>();
    if (!type->has(SlotIndex::MakeNew))
        TAIPAN_RAISE(TypeErrorType, "can't create instance", "can't create '%q' instances",
                     type->typeName());
    return construct(type, nArgs, nKw, args);
}

#if TAIPAN_HAS_COMPATIBILITY
Value basesOf(const Type& type) {
    if (&type == &objectType) return pointerTo(&emptyTuple);
    const Object* parent = type.parent();
    if (parent == nullptr) parent = &objectType;
    const Value base = pointerTo(parent);
    return isTuple(base) ? base : newTuple(1, &base);
}
#endif

void load(const Type& type, Name name, Value* dest) {
#if TAIPAN_HAS_COMPATIBILITY
    if (name == "__name__"_name) {
        dest[0] = nameValue(type.typeName());
        return;
    }
    if (name == "__dict__"_name) {
        dest[0] = readOnlyCopy(type.locals() == nullptr ? Table() : type.locals()->table);
        return;
    }
    if (name == "__bases__"_name) {
        dest[0] = basesOf(type);
        return;
    }
#endif
    const Value member =
        TAIPAN_LOOKUP_CACHE && type.isInstanceType() ? memberOf(&type, name) : lookUp(&type, name);
    if (member) bindMember(kNoValue, &type, member, dest);
}

/// Stores or deletes; false when that is not possible.
bool store(Type& type, Name name, Value value) {
    Dict* locals = type.locals();
    if (locals == nullptr || locals->table.isFixed()) return false;
    if (!value) {
        if (!locals->table.remove(nameValue(name))) return false;
    } else {
        if ((type.flags & kHasAccessors) == 0 && needsAccessors(nameValue(name), value)) {
            if ((type.flags & kIsSubclassed) != 0)
                raise(AttributeErrorType,
                      "can't add special method to already-subclassed class"_text);
            type.flags = static_cast<uint16_t>(type.flags | kHasAccessors);
        }
        locals->table.store(name, value);
    }
    ++classVersion;
    return true;
}

void typeAttr(Value self, Name name, Value* dest) {
    if (!dest[0])
        load(*self.as<Type>(), name, dest);
    else if (store(*self.as<Type>(), name, dest[1]))
        dest[0] = kNoValue;
}
} // namespace

constinit const TypeOf<4>
    typeType("type"_name, takes(1, 3),
             {.makeNew = typeMakeNew, .print = typePrint, .call = typeCall, .attr = typeAttr});

} // namespace taipan::runtime
