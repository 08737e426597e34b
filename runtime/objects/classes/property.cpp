// property, staticmethod and classmethod.

#include "runtime/objects/classes/property.h"
#include "runtime/memory/memory.h"
#include "runtime/objects/classes/class_lookup.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
Value newWrapper(const Type* type, size_t, size_t, const Value* args) {
    auto* made = newObject<MethodWrapper>(*type);
    made->function = args[0];
    return pointerTo(made);
}
} // namespace

constinit const TypeOf<1> staticMethodType("staticmethod"_name, takes(1, 1),
                                           {.makeNew = newWrapper});
constinit const TypeOf<1> classMethodType("classmethod"_name, takes(1, 1), {.makeNew = newWrapper});

#if TAIPAN_HAS_PROPERTY
namespace {
Value newProperty(Value getter, Value setter, Value deleter) {
    auto* made = newObject<Property>(propertyType);
    made->getter = getter;
    made->setter = setter;
    made->deleter = deleter;
    return pointerTo(made);
}

Value propertyMakeNew(const Type*, size_t nArgs, size_t nKw, const Value* args) {
    static constexpr Parameter kParameters[] = {
        {""_name, Parameter::Object, Parameter::Optional, kNone},
        {""_name, Parameter::Object, Parameter::Optional, kNone},
        {""_name, Parameter::Object, Parameter::Optional, kNone},
        {"doc"_name, Parameter::Object, Parameter::Optional, kNone}, // not kept
    };
    Dict keywords{nullptr, {}};
    keywordsOf(nKw, args + nArgs, keywords);
    Value values[4];
    bindArguments(nArgs, args, &keywords, 4, kParameters, values);
    return newProperty(values[0], values[1], values[2]);
}

const Property& propertyOf(Value value) {
    if (!is(value, propertyType)) raise(TypeErrorType);
    return *value.as<Property>();
}

Value withGetter(Value self, Value function) {
    const Property& old = propertyOf(self);
    return newProperty(function, old.setter, old.deleter);
}

Value withSetter(Value self, Value function) {
    const Property& old = propertyOf(self);
    return newProperty(old.getter, function, old.deleter);
}

Value withDeleter(Value self, Value function) {
    const Property& old = propertyOf(self);
    return newProperty(old.getter, old.setter, function);
}

constexpr Entry kMethods[] = {
    entry("getter"_name, fun<withGetter>),
    entry("setter"_name, fun<withSetter>),
    entry("deleter"_name, fun<withDeleter>),
};
constinit const Dict kLocals = fixedDict(kMethods);
} // namespace

constinit const TypeOf<2> propertyType("property"_name, 0,
                                       {.makeNew = propertyMakeNew, .locals = &kLocals});
#endif

} // namespace taipan::runtime
