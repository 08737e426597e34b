// Instances of classes made by class statements.
#pragma once

#include "runtime/objects/classes/class.h"

namespace taipan::runtime {

/// An instance of a Python class. `native` holds one object when a built-in type is among the bases
/// (made when that type's constructor runs; until then it is some object of another type).
struct Instance : Object {
    Table members;
    __extension__ Value native[];
};

/// An instance without members, whose built-in base (if any) is still to be made.
Instance* newInstance(const Type* type);
/// Tells an instance's class how many members it got from __init__.
inline void noteMembers(Value instance) {
    const auto* type = static_cast<const Class*>(instance.object()->type);
    const_cast<Class*>(type)->memberCount =
        static_cast<uint32_t>(instance.as<Instance>()->members.used());
}

TAIPAN_SHARED inline bool isInstanceObject(Value value) {
    return value.isObject() && value.object()->type->isInstanceType();
}

/// Whether an instance has a built-in base; then it is in native[0].
inline bool hasNative(Value instance) {
    return static_cast<const Class*>(instance.object()->type)->nativeBase != nullptr;
}
/// What is in native[0] until the base is made: a function that makes it when called with the
/// instance and the arguments.
extern const Value nativeInit;

/// Fills the slots of a class whose instances are Instances.
void fillInstanceSlots(Class& made);

// The slots.
Value instanceMakeNew(const Type* type, size_t nArgs, size_t nKw, const Value* args);
void instanceAttr(Value self, Name name, Value* dest);

} // namespace taipan::runtime
