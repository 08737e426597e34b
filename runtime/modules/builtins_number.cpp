// Built-in functions on numbers.
#include "runtime/modules/builtins.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

#if TAIPAN_FLOAT
#include <cmath>
#endif

namespace taipan::runtime {

Value builtinAbs(Value number) {
    return unaryOp(UnaryOp::Absolute, number);
}

Value builtinDivmod(Value left, Value right) {
    return binaryOp(BinaryOp::DivMod, left, right);
}

Value builtinHash(Value object) {
    return newInt(hashOf(object));
}

static bool isInteger(Value value) {
    return isInt(value) || value == kTrue || value == kFalse;
}

static Value inBase(Value number, int base, const char* prefix) {
    // "can't convert … to int", and True is 1.
    if (!isInt(number)) number = newInt(toInt(number));
    StrBuilder builder(16);
    printInt(builder.printer(), number, base, prefix);
    return builder.str();
}

Value builtinBin(Value number) {
    if (!isInteger(number))
        TAIPAN_RAISE(ValueErrorType, "bad format string",
                     "unknown format code 'b' for object of type '%t'", number);
    return inBase(number, 2, "0b");
}

Value builtinHex(Value number) {
    return inBase(number, 16, "0x");
}

Value builtinOct(Value number) {
    return inBase(number, 8, "0o");
}

Value builtinPow(size_t nArgs, const Value* args) {
    if (nArgs == 2 || args[2] == kNone) return binaryOp(BinaryOp::Power, args[0], args[1]);
#if TAIPAN_HAS_POW3
    return powerModulo(args[0], args[1], args[2]);
#else
    raise(NotImplementedErrorType, "3-arg pow() not supported"_text);
#endif
}

/// An integer to a multiple of 10 ** -digits, half to even.
static Value roundInt(Value number, intptr_t digits) {
    if (digits >= 0) return number;
#if TAIPAN_HAS_ROUND_INT
    const Value unit = binaryOp(BinaryOp::Power, smallInt(10), smallInt(-digits));
    const Value rest = binaryOp(BinaryOp::Modulo, number, unit);
    const Value below = binaryOp(BinaryOp::Subtract, number, rest);
    const Value twice = binaryOp(BinaryOp::Multiply, rest, smallInt(2));
    const Value isOdd =
        binaryOp(BinaryOp::And, binaryOp(BinaryOp::FloorDivide, number, unit), smallInt(1));
    const bool up = less(unit, twice) || (equal(unit, twice) && isTrue(isOdd));
    return up ? binaryOp(BinaryOp::Add, below, unit) : below;
#else
    raise(NotImplementedErrorType);
#endif
}

Value builtinRound(size_t nArgs, const Value* args) {
    if (isInt(args[0])) return nArgs > 1 ? roundInt(args[0], toInt(args[1])) : args[0];
#if TAIPAN_FLOAT
    const Float number = toFloat(args[0]);
    if (nArgs == 1) return intFromFloat(std::nearbyint(number));
    const Float scale = std::pow(Float{10}, static_cast<Float>(toInt(args[1])));
    return newFloat(std::nearbyint(number * scale) / scale);
#else
    return newInt(toInt(args[0]));
#endif
}

} // namespace taipan::runtime
