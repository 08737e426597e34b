// Classes made by class statements; object and super.
#pragma once

#include "runtime/memory/globals.h"
#include "runtime/objects/classes/bound_method.h"
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

extern const TypeOf<1 + TAIPAN_HAS_COMPATIBILITY> objectType;
extern const TypeOf<3> superType;

/// `class name(bases): …` with its namespace, which becomes the class's own. TypeError for bases
/// that cannot be derived from.
Value newClass(Name name, const Tuple& bases, Dict* locals);
/// `super(type, self).name` for a call; method as loadMethod() leaves it. AttributeError.
void loadSuperMethod(Value type, Value self, Name name, Value method[2]);
/// Looks a name up in a class and its bases, no value when there is none. `owner`: the class that
/// has it; when that is a built-in type, methods take Instance::native[0] as self.
Value lookUp(const Type* type, Name name, const Type** owner = nullptr);
/// Whether a class with this member has to look for properties and descriptors when attributes of
/// its instances are used (kHasAccessors).
bool needsAccessors(Value key, Value member);
/// A dictionary with the entries of a table, which cannot be changed.
Value readOnlyCopy(const Table& table);

} // namespace taipan::runtime
