// super(): attributes of the bases of a class, for an object of it.

#include "runtime/memory/memory.h"
#include "runtime/objects/classes/class_lookup.h"
#include "runtime/objects/classes/instance.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

namespace {
struct Super : Object {
    Value start; // the class whose bases are asked
    Value self;
};

/// TypeError unless `self` is an instance of the class or a class derived from it.
void check(Value type, Value self) {
    if (!isType(type))
        raiseTypeError("issubclass() arg 2 must be a class or a tuple of classes"_text);
    const Type* its = isType(self) ? self.as<Type>() : typeOf(self);
    if (!isSubtype(its, type.as<Type>())) raise(TypeErrorType);
}

Value superMakeNew(const Type* type, size_t, size_t, const Value* args) {
    // The compiler turns super() into super(class, self).
    check(args[0], args[1]);
    auto* made = newObject<Super>(*type);
    made->start = args[0];
    made->self = args[1];
    return pointerTo(made);
}

void superPrint(const Printer* printer, Value value, PrintKind) {
    const auto* self = value.as<Super>();
    printFormat(*printer, "<super: %v, %v>"_text, self->start, self->self);
}

/// Looks a name up in the bases of a class, then in object; dest empty when they do not have it.
void loadFromBases(const Type* type, Value self, Name name, Value dest[2]) {
    // super().__init__() may be for the built-in base.
    const SlotIndex slot = name == "__init__"_name ? SlotIndex::MakeNew : kNoSlot;
    const Object* parent = type->parent();
    Value single = pointerTo(parent);
    const Value* bases = &single;
    size_t count = parent == nullptr ? 0 : 1;
#if TAIPAN_HAS_MULTIPLE_BASES
    if (isTuple(single)) {
        bases = single.as<Tuple>()->items;
        count = single.as<Tuple>()->size;
    }
#endif
    for (size_t i = 0; i < count && !dest[0]; ++i)
        if (bases[i] != pointerTo(&objectType))
            loadMember(self, bases[i].as<Type>(), name, slot, dest);
    if (dest[0] == kSentinel) {
        dest[0] = nativeInit;
        dest[1] = self;
    }
    if (!dest[0]) loadMember(self, &objectType, name, kNoSlot, dest);
}

void superAttr(Value value, Name name, Value* dest) {
    if (dest[0]) return;
    const auto* self = value.as<Super>();
    loadFromBases(self->start.as<Type>(), self->self, name, dest);
}
} // namespace

void loadSuperMethod(Value type, Value self, Name name, Value method[2]) {
    check(type, self);
    method[0] = method[1] = kNoValue;
    loadFromBases(type.as<Type>(), self, name, method);
    if (method[0]) return;
    // What every object has, and the error.
    const Value args[] = {type, self};
    loadMethod(superMakeNew(&superType, 2, 0, args), name, method);
}

constinit const TypeOf<3>
    superType("super"_name, takes(2, 2),
              {.makeNew = superMakeNew, .print = superPrint, .attr = superAttr});

} // namespace taipan::runtime
