// object: the base of all classes, and what it gives them when they ask for it by super().

#include "runtime/memory/memory.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/classes/instance.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
Value objectMakeNew(const Type* type, size_t, size_t, const Value*) {
    return pointerTo(newObject<Object>(*type));
}

#if TAIPAN_HAS_COMPATIBILITY
Value objectInit(Value) {
    return kNone;
}

[[noreturn]] void raiseNoUserType() {
    raiseTypeError("arg must be user-type"_text);
}

Value objectNew(Value type) {
    if (!isType(type) || !type.as<Type>()->isInstanceType()) raiseNoUserType();
    return pointerTo(newInstance(type.as<Type>()));
}

#if TAIPAN_HAS_SETATTR_METHODS
Table& membersOf(Value self, Value name) {
    if (!isInstanceObject(self)) raiseNoUserType();
    if (!isStr(name)) raise(TypeErrorType);
    return self.as<Instance>()->members;
}

Value objectSetAttr(Value self, Value name, Value value) {
    Table& members = membersOf(self, name);
    members.store(nameOf(name), value);
    return kNone;
}

Value objectDelAttr(Value self, Value name) {
    if (!membersOf(self, name).remove(name)) raise(AttributeErrorType, "no such attribute"_text);
    return kNone;
}
#endif

constexpr Entry kMethods[] = {
    entry("__init__"_name, fun<objectInit>),
    entry("__new__"_name, staticMethod<fun<objectNew>>),
#if TAIPAN_HAS_SETATTR_METHODS
    entry("__setattr__"_name, fun<objectSetAttr>),
    entry("__delattr__"_name, fun<objectDelAttr>),
#endif
};
constinit const Dict kLocals = fixedDict(kMethods);
#endif
} // namespace

#if TAIPAN_HAS_COMPATIBILITY
constinit const TypeOf<2> objectType("object"_name, takes(0, 0),
                                     {.makeNew = objectMakeNew, .locals = &kLocals});
#else
constinit const TypeOf<1> objectType("object"_name, takes(0, 0), {.makeNew = objectMakeNew});
#endif

} // namespace taipan::runtime
