// The module math.

#include "runtime/value/features.h"

#if TAIPAN_HAS_MATH
#include <cmath>

#include "runtime/modules/modules.h"
#include "runtime/numbers/single_math.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

namespace {
constexpr Float kPi = static_cast<Float>(3.14159265358979323846);

[[noreturn]] void raiseDomainError() {
    raiseValueError("math domain error"_text);
}

// --- functions of the C library ------------------------------------------------------------------

using Function = Float (*)(Float);
using FunctionOfTwo = Float (*)(Float, Float);

/// A result that is not finite comes from an operand that is not, or else is an error.
Value checked(Float result, bool operandsAreFinite, bool operandsAreNan) {
    if ((std::isnan(result) && !operandsAreNan) || (std::isinf(result) && operandsAreFinite))
        raiseDomainError();
    return newFloat(result);
}

Value apply(Value value, Function function) {
    const Float x = toFloat(value);
    return checked(function(x), !std::isinf(x), std::isnan(x));
}

Value apply(Value left, Value right, FunctionOfTwo function) {
    const Float x = toFloat(left);
    const Float y = toFloat(right);
    return checked(function(x, y), !std::isinf(x) && !std::isinf(y),
                   std::isnan(x) || std::isnan(y));
}

/// A function of one number as an object: there are many, and this is smaller than code for each.
struct MathFunction : Object {
    Function function;
};

Value callMath(Value self, size_t nArgs, size_t nKw, const Value* args) {
    checkArgs(nArgs, nKw, 1, 1);
    return apply(args[0], self.as<MathFunction>()->function);
}
void printMath(const Printer* printer, Value, PrintKind) {
    printer->puts("<function>");
}
constinit const TypeOf<2> mathFunctionType("function"_name, kBindsSelf | kBuiltinFunction,
                                           {.print = printMath, .call = callMath});
template <Function function>
constexpr MathFunction kOfOne = {{&mathFunctionType}, function};

#if TAIPAN_HAS_MATH_SPECIAL
#if TAIPAN_FLOAT_DOUBLE
constexpr Function kGamma = std::tgamma;
#else
// Newlib's comes with arithmetic for 64 bits, 3 KB, that nothing else needs.
constexpr Function kGamma = single::gamma;
#endif
#endif

template <FunctionOfTwo function>
Value ofTwo(Value x, Value y) {
    return apply(x, y, function);
}
template <Function function>
Value toWhole(Value x) {
    return intFromFloat(function(toFloat(x)));
}

// --- questions -----------------------------------------------------------------------------------

Value isFiniteNumber(Value x) {
    return truth(std::isfinite(toFloat(x)));
}
Value isInfinite(Value x) {
    return truth(std::isinf(toFloat(x)));
}
Value isNan(Value x) {
    return truth(std::isnan(toFloat(x)));
}

#if TAIPAN_HAS_MATH_ISCLOSE
Value isClose(size_t nArgs, const Value* args, Dict* keywords) {
    static constexpr Parameter kParameters[] = {
        {"rel_tol"_name, Parameter::Object, Parameter::KeywordOnly, kNoValue},
        {"abs_tol"_name, Parameter::Object, Parameter::KeywordOnly, smallInt(0)},
    };
    Value values[2];
    bindArguments(nArgs - 2, args + 2, keywords, 2, kParameters, values);
    const Float a = toFloat(args[0]);
    const Float b = toFloat(args[1]);
    const Float relative = values[0] ? toFloat(values[0]) : static_cast<Float>(1e-9);
    const Float absolute = toFloat(values[1]);
    if (relative < 0 || absolute < 0) raiseDomainError();
    if (a == b) return kTrue;
    const Float difference = std::fabs(a - b);
    if (std::isinf(difference)) return kFalse;
    return truth(difference <= absolute || difference <= std::fabs(relative * a) ||
                 difference <= std::fabs(relative * b));
}
#endif

// --- others --------------------------------------------------------------------------------------

Value logarithm(size_t nArgs, const Value* args) {
    Float logs[2];
    for (size_t i = 0; i < nArgs; ++i) {
        const Float x = toFloat(args[i]);
        if (x <= 0) raiseDomainError();
        logs[i] = std::log(x);
    }
    if (nArgs == 1) return newFloat(logs[0]);
    if (logs[1] == 0) raiseZeroDivision();
    return newFloat(logs[0] / logs[1]);
}

Value splitExponent(Value x) {
    int exponent = 0;
    const Float mantissa = std::frexp(toFloat(x), &exponent);
    const Value both[] = {newFloat(mantissa), smallInt(exponent)};
    return newTuple(2, both);
}

Value addExponent(Value x, Value exponent) {
    const intptr_t power = toInt(exponent);
    // Beyond these, all floats are zero or infinite.
    constexpr intptr_t kMost = 1 << 14;
    const intptr_t clipped = power > kMost ? kMost : power < -kMost ? -kMost : power;
    return newFloat(std::ldexp(toFloat(x), static_cast<int>(clipped)));
}

Value splitFraction(Value x) {
    Float whole = 0;
    const Float fraction = std::modf(toFloat(x), &whole);
    const Value both[] = {newFloat(fraction), newFloat(whole)};
    return newTuple(2, both);
}

Value toRadians(Value x) {
    return newFloat(toFloat(x) * (kPi / 180));
}
Value toDegrees(Value x) {
    return newFloat(toFloat(x) * (180 / kPi));
}

#if TAIPAN_HAS_MATH_FACTORIAL
/// The product of all integers from `from` to `to`, in halves: factors of like size are multiplied
/// quickly.
Value product(intptr_t from, intptr_t to) {
    if (from >= to) return smallInt(to);
    const intptr_t middle = from + (to - from) / 2;
    const Value left = product(from, middle);
    return intBinary(BinaryOp::Multiply, left, product(middle + 1, to));
}

Value factorial(Value x) {
    const intptr_t number = toInt(x);
    if (number < 0) raiseValueError("negative factorial"_text);
    return product(1, number < 1 ? 1 : number);
}
#endif

// --- the module ----------------------------------------------------------------------------------

constexpr FloatConstant kEConstant = floatConstant(2.7182818284590452354);
constexpr FloatConstant kPiConstant = floatConstant(3.14159265358979323846);
#if TAIPAN_HAS_MATH_CONSTANTS
constexpr FloatConstant kTauConstant = floatConstant(6.28318530717958647692);
constexpr FloatConstant kInfConstant = floatConstant(__builtin_inf());
constexpr FloatConstant kNanConstant = floatConstant(__builtin_nan(""));
#endif

// The overload for Float of a function that <cmath> has for every type.
#define TAIPAN_MATH(name) entry(#name##_name, kOfOne<static_cast<Function>(std::name)>)
#define TAIPAN_MATH2(name) entry(#name##_name, fun<ofTwo<static_cast<FunctionOfTwo>(std::name)>>)
#define TAIPAN_WHOLE(name) entry(#name##_name, fun<toWhole<static_cast<Function>(std::name)>>)

constexpr Entry kGlobals[] = {
    entry("__name__"_name, nameValue("math"_name)),
    entry("e"_name, kEConstant),
    entry("pi"_name, kPiConstant),
#if TAIPAN_HAS_MATH_CONSTANTS
    entry("tau"_name, kTauConstant),
    entry("inf"_name, kInfConstant),
    entry("nan"_name, kNanConstant),
#endif
    TAIPAN_MATH(sqrt),
    TAIPAN_MATH2(pow),
    TAIPAN_MATH(exp),
    entry("log"_name, fun<logarithm, 1, 2>),
    TAIPAN_MATH(cos),
    TAIPAN_MATH(sin),
    TAIPAN_MATH(tan),
    TAIPAN_MATH(acos),
    TAIPAN_MATH(asin),
    TAIPAN_MATH(atan),
    TAIPAN_MATH2(atan2),
    TAIPAN_WHOLE(ceil),
    TAIPAN_MATH2(copysign),
    TAIPAN_MATH(fabs),
    TAIPAN_WHOLE(floor),
    TAIPAN_MATH2(fmod),
    entry("frexp"_name, fun<splitExponent>),
    entry("ldexp"_name, fun<addExponent>),
    entry("modf"_name, fun<splitFraction>),
    entry("isfinite"_name, fun<isFiniteNumber>),
    entry("isinf"_name, fun<isInfinite>),
    entry("isnan"_name, fun<isNan>),
    TAIPAN_WHOLE(trunc),
    entry("radians"_name, fun<toRadians>),
    entry("degrees"_name, fun<toDegrees>),
#if TAIPAN_HAS_MATH_ISCLOSE
    entry("isclose"_name, fun<isClose, 2>),
#endif
#if TAIPAN_HAS_MATH_FACTORIAL
    entry("factorial"_name, fun<factorial>),
#endif
#if TAIPAN_HAS_MATH_SPECIAL
    TAIPAN_MATH(expm1),
    TAIPAN_MATH(log2),
    TAIPAN_MATH(log10),
    TAIPAN_MATH(cosh),
    TAIPAN_MATH(sinh),
    TAIPAN_MATH(tanh),
    TAIPAN_MATH(acosh),
    TAIPAN_MATH(asinh),
    TAIPAN_MATH(atanh),
    TAIPAN_MATH(erf),
    TAIPAN_MATH(erfc),
    entry("gamma"_name, kOfOne<kGamma>),
    TAIPAN_MATH(lgamma),
#endif
};
#undef TAIPAN_MATH
#undef TAIPAN_MATH2
#undef TAIPAN_WHOLE

constinit const Dict kGlobalsDict = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext mathModule = builtinModule(kGlobalsDict);

} // namespace taipan::runtime
#endif
