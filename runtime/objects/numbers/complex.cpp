// Complex numbers.

#include "runtime/value/features.h"

#if TAIPAN_HAS_COMPLEX
#include <cmath>

#include "runtime/memory/memory.h"
#include "runtime/numbers/float_text.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

Value newComplex(Float real, Float imaginary) {
    auto* const object = newObject<ComplexObject>(complexType, 0, Contents::Bytes);
    object->real = held(real);
    object->imaginary = held(imaginary);
    return pointerTo(object);
}

bool toComplexMaybe(Value value, Float& real, Float& imaginary) {
    imaginary = 0;
    if (!is(value, complexType)) {
        if (toFloatMaybe(value, real)) return true;
        const Unary unary = typeOf(value)->unary();
        if (unary == nullptr) return false;
        value = unary(UnaryOp::Complex, value);
        if (!value || !is(value, complexType)) return false;
    }
    real = value.as<ComplexObject>()->real;
    imaginary = value.as<ComplexObject>()->imaginary;
    return true;
}

void toComplex(Value value, Float& real, Float& imaginary) {
    if (!toComplexMaybe(value, real, imaginary))
        TAIPAN_RAISE(TypeErrorType, "can't convert to complex", "can't convert %t to complex",
                     value);
}

// --- operators -----------------------------------------------------------------------------------

namespace {
struct Complex {
    Float real, imaginary;
};

Complex multiply(Complex a, Complex b) {
    return {a.real * b.real - a.imaginary * b.imaginary,
            a.real * b.imaginary + a.imaginary * b.real};
}

Complex divide(Complex a, Complex b) {
    if (b.imaginary == 0) {
        if (b.real == 0) raise(ZeroDivisionErrorType, "complex divide by zero"_text);
        return {a.real / b.real, a.imaginary / b.real};
    }
    if (b.real == 0) return {a.imaginary / b.imaginary, -a.real / b.imaginary};
    const Float square = b.real * b.real + b.imaginary * b.imaginary;
    return multiply(a, {b.real / square, -b.imaginary / square});
}

Float magnitude(Complex a) {
    return std::sqrt(a.real * a.real + a.imaginary * a.imaginary);
}

/// exp(b * log(a)).
Complex power(Complex a, Complex b) {
    const Float size = magnitude(a);
    if (size == 0) {
        if (b.imaginary != 0 || !(b.real >= 0))
            raise(ZeroDivisionErrorType, "0.0 to a complex power"_text);
        return {b.real == 0 ? Float{1} : Float{0}, 0};
    }
    const Complex exponent =
        multiply({std::log(size), std::atan2(a.imaginary, a.real)}, {b.real, b.imaginary});
    const Float scale = std::exp(exponent.real);
    return {scale * std::cos(exponent.imaginary), scale * std::sin(exponent.imaginary)};
}
} // namespace

Value complexBinary(BinaryOp op, Float real, Float imaginary, Value rightValue) {
    Complex right{};
    if (!toComplexMaybe(rightValue, right.real, right.imaginary)) return kNoValue;
    Complex result{real, imaginary};
    switch (plain(op)) {
    case BinaryOp::Add: result = {real + right.real, imaginary + right.imaginary}; break;
    case BinaryOp::Subtract: result = {real - right.real, imaginary - right.imaginary}; break;
    case BinaryOp::Multiply: result = multiply(result, right); break;
    case BinaryOp::TrueDivide: result = divide(result, right); break;
    case BinaryOp::Power: result = power(result, right); break;
    case BinaryOp::FloorDivide: raiseTypeError("can't truncate-divide a complex number"_text);
    case BinaryOp::Equal: return truth(real == right.real && imaginary == right.imaginary);
    default: return kNoValue;
    }
    return newComplex(result.real, result.imaginary);
}

// --- the type ------------------------------------------------------------------------------------

namespace {
void print(const Printer* printer, Value value, PrintKind) {
    const auto* const self = value.as<ComplexObject>();
    char text[kFloatTextSize];
    FloatFormat format;
    const bool both = self->real != 0;
    if (both) {
        printer->put('(');
        printer->put(text, formatFloat(text, self->real, format));
        format.sign = '+';
    }
    printer->put(text, formatFloat(text, self->imaginary, format));
    printer->puts(both ? "j)" : "j");
}

Value makeComplex(const Type*, size_t nArgs, size_t, const Value* args) {
    Complex result{};
    if (nArgs == 1) {
        if (isStr(args[0])) return parseDecimal(strText(args[0]), true, true);
        if (is(args[0], complexType)) return args[0];
        toComplex(args[0], result.real, result.imaginary);
    } else if (nArgs == 2) {
        Complex parts[2] = {};
        for (int i = 0; i < 2; ++i) {
            if (is(args[i], complexType))
                toComplex(args[i], parts[i].real, parts[i].imaginary);
            else
                parts[i].real = toFloat(args[i]);
        }
        result = {parts[0].real - parts[1].imaginary, parts[0].imaginary + parts[1].real};
    }
    return newComplex(result.real, result.imaginary);
}

Value unary(UnaryOp op, Value self) {
    const Float real = self.as<ComplexObject>()->real;
    const Float imaginary = self.as<ComplexObject>()->imaginary;
    switch (op) {
    case UnaryOp::Bool: return truth(real != 0 || imaginary != 0);
    case UnaryOp::Hash: return smallInt(hashOf(real) ^ hashOf(imaginary));
    case UnaryOp::Positive:
    case UnaryOp::Complex: return self;
    case UnaryOp::Negative: return newComplex(-real, -imaginary);
    case UnaryOp::Absolute: return newFloat(magnitude({real, imaginary}));
    default: return kNoValue;
    }
}

Value binary(BinaryOp op, Value left, Value right) {
    const auto* const self = left.as<ComplexObject>();
    return complexBinary(op, self->real, self->imaginary, right);
}

void attribute(Value self, Name name, Value* dest) {
    if (dest[0]) return;
    if (name == "real"_name) dest[0] = newFloat(self.as<ComplexObject>()->real);
    if (name == "imag"_name) dest[0] = newFloat(self.as<ComplexObject>()->imaginary);
}
} // namespace

constinit const TypeOf<5> complexType(
    "complex"_name, kEqualNotReflexive | kEqualOtherTypes | takes(0, 2),
    {.makeNew = makeComplex, .print = print, .unary = unary, .binary = binary, .attr = attribute});

} // namespace taipan::runtime
#endif
