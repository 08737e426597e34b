// The module cmath.

#include "runtime/value/features.h"

#if TAIPAN_HAS_CMATH
#include <cmath>

#include "runtime/modules/modules.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/function.h"

namespace taipan::runtime {

namespace {
struct Complex {
    explicit Complex(Value value) { toComplex(value, real, imaginary); }
    Float squared() const { return real * real + imaginary * imaginary; }
    Float angle() const { return std::atan2(imaginary, real); }
    Float real = 0, imaginary = 0;
};

Value fromPolar(Float radius, Float angle) {
    return newComplex(radius * std::cos(angle), radius * std::sin(angle));
}

Value phase(Value z) {
    return newFloat(Complex(z).angle());
}
Value polar(Value value) {
    const Complex z(value);
    const Value both[] = {newFloat(std::sqrt(z.squared())), newFloat(z.angle())};
    return newTuple(2, both);
}
Value rect(Value radius, Value angle) {
    const Float r = toFloat(radius);
    return fromPolar(r, toFloat(angle));
}
Value exp(Value value) {
    const Complex z(value);
    return fromPolar(std::exp(z.real), z.imaginary);
}
Value log(Value value) {
    const Complex z(value);
    return newComplex(std::log(z.squared()) / 2, z.angle());
}
#if TAIPAN_HAS_MATH_SPECIAL
Value log10(Value value) {
    const Complex z(value);
    constexpr Float kLog10OfE = static_cast<Float>(0.4342944819032518);
    return newComplex(std::log10(z.squared()) / 2, kLog10OfE * z.angle());
}
#endif
Value sqrt(Value value) {
    const Complex z(value);
    return fromPolar(std::pow(z.squared(), Float{0.25}), z.angle() / 2);
}
Value cos(Value value) {
    const Complex z(value);
    return newComplex(std::cos(z.real) * std::cosh(z.imaginary),
                      -std::sin(z.real) * std::sinh(z.imaginary));
}
Value sin(Value value) {
    const Complex z(value);
    return newComplex(std::sin(z.real) * std::cosh(z.imaginary),
                      std::cos(z.real) * std::sinh(z.imaginary));
}

constexpr FloatConstant kEConstant = floatConstant(2.7182818284590452354);
constexpr FloatConstant kPiConstant = floatConstant(3.14159265358979323846);

constexpr Entry kGlobals[] = {
    entry("__name__"_name, nameValue("cmath"_name)),
    entry("e"_name, kEConstant),
    entry("pi"_name, kPiConstant),
    entry("phase"_name, fun<phase>),
    entry("polar"_name, fun<polar>),
    entry("rect"_name, fun<rect>),
    entry("exp"_name, fun<exp>),
    entry("log"_name, fun<log>),
#if TAIPAN_HAS_MATH_SPECIAL
    entry("log10"_name, fun<log10>),
#endif
    entry("sqrt"_name, fun<sqrt>),
    entry("cos"_name, fun<cos>),
    entry("sin"_name, fun<sin>),
};
constinit const Dict kGlobalsDict = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext cmathModule = builtinModule(kGlobalsDict);

} // namespace taipan::runtime
#endif
