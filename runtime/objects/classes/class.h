// Classes made by class statements and their instances; object, super, property and the wrappers.
#pragma once

#include "runtime/objects/containers/dict.h"
#include "runtime/value/features.h"
#include "runtime/value/operators.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

struct Tuple;

/// A class made by a class statement: a Type whose slots do what its methods say.
struct Class : Type {
    Slot entries[kSlotCount];
    const Type* nativeBase; // the built-in type among its bases; null: none
    uint32_t memberCount;   // of the instance made last: room that the next one gets at once
};

/// An instance of a Python class. `native` holds one object when a built-in type is among the bases
/// (made when that type's constructor runs; until then it is some object of another type).
struct Instance : Object {
    Table members;
    __extension__ Value native[];
};

/// A function with the object it is called on.
struct BoundMethod : Object {
    Value function;
    Value self;
};

extern const TypeOf<1 + TAIPAN_HAS_COMPATIBILITY> objectType;
extern const TypeOf<(TAIPAN_ERROR_TEXTS >= 3) + TAIPAN_HAS_FUNCTION_ATTRS + 3> boundMethodType;
extern const TypeOf<3> superType;
extern const TypeOf<2> propertyType;

/// `class name(bases): …` with its namespace, which becomes the class's own. TypeError for bases
/// that cannot be derived from.
Value newClass(Name name, const Tuple& bases, Dict* locals);
/// An instance without members, whose built-in base (if any) is still to be made.
Instance* newInstance(const Type* type);
/// Tells an instance's class how many members it got from __init__.
inline void noteMembers(Value instance) {
    const auto* type = static_cast<const Class*>(instance.object()->type);
    const_cast<Class*>(type)->memberCount =
        static_cast<uint32_t>(instance.as<Instance>()->members.used());
}
Value newBoundMethod(Value function, Value self);
/// call() with `self` before the arguments, unless it is no value.
Value callWithSelf(Value function, Value self, size_t nArgs, size_t nKw, const Value* args);
/// `super(type, self).name` for a call; method as loadMethod() leaves it. AttributeError.
void loadSuperMethod(Value type, Value self, Name name, Value method[2]);
/// Looks a name up in a class and its bases, no value when there is none. `owner`: the class that
/// has it; when that is a built-in type, methods take Instance::native[0] as self.
Value lookUp(const Type* type, Name name, const Type** owner = nullptr);
/// For caches: changes whenever a class is made or changes, so that what was found in classes may
/// no longer hold, nor what was known of a class at some address.
extern uintptr_t classVersion;

/// The method that an operator calls; Name::none when there is none.
Name methodOf(UnaryOp op);
Name methodOf(BinaryOp op);

TAIPAN_SHARED inline bool isInstanceObject(Value value) {
    return value.isObject() && value.object()->type->isInstanceType();
}

} // namespace taipan::runtime
