// Complex numbers.
#pragma once

#include "runtime/objects/numbers/float.h"

namespace taipan::runtime {

#if TAIPAN_HAS_COMPLEX
struct ComplexObject : Object {
    Float real, imaginary;
};
extern const TypeOf<5> complexType asm("taipan_type_complex");
Value newComplex(Float real, Float imaginary);
/// A number, or an object with __complex__, as a complex number. TypeError for others.
void toComplex(Value value, Float& real, Float& imaginary);
/// The same; false when it is no number.
bool toComplexMaybe(Value value, Float& real, Float& imaginary);
/// Operators on a complex number and any number; no value for other operands.
Value complexBinary(BinaryOp op, Float real, Float imaginary, Value right);
#endif

} // namespace taipan::runtime
