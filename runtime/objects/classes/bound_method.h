// Functions with the object that they are called on.
#pragma once

#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// A function with the object it is called on.
struct BoundMethod : Object {
    Value function;
    Value self;
};

extern const TypeOf<(TAIPAN_ERROR_TEXTS >= 3) + TAIPAN_HAS_FUNCTION_ATTRS + 3> boundMethodType;

Value newBoundMethod(Value function, Value self);
/// call() with `self` before the arguments, unless it is no value.
Value callWithSelf(Value function, Value self, size_t nArgs, size_t nKw, const Value* args);

} // namespace taipan::runtime
