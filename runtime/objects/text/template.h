// Template strings: Template and Interpolation.
#pragma once

#include "runtime/objects/containers/sequence.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// What a t-string evaluates to. There is one string more than interpolations.
struct Template : Object {
    Tuple* strings;
    Tuple* interpolations;
};

/// An expression of a t-string.
struct Interpolation : Object {
    Value value, expression, conversion, formatSpec;
};

extern const TypeOf<5> templateType;
extern const TypeOf<3> interpolationType;

/// What a t-string calls: the strings as a tuple, then value, expression, conversion and format
/// specification of each interpolation; or all of those as one tuple.
Value newTemplate(size_t nArgs, const Value* args);

} // namespace taipan::runtime
