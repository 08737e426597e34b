// Floats.

#include "runtime/value/features.h"

#if TAIPAN_FLOAT
#include <cmath>

#include "runtime/memory/memory.h"
#include "runtime/numbers/float_text.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

#if TAIPAN_VALUES == TAIPAN_VALUES_WORDS
Value newFloatSlowly(Float value) {
    auto* const object = newObject<FloatObject>(floatType, 0, Contents::Bytes);
    object->value = value;
    return pointerTo(object);
}
#endif

bool toFloatMaybe(Value value, Float& number) {
    if (value.isSmallInt()) {
        number = static_cast<Float>(value.smallInt());
        return true;
    }
    if (!isFloat(value)) {
        const Unary unary = typeOf(value)->unary();
        if (unary == nullptr) return false;
        value = unary(UnaryOp::Float, value);
        if (!value || !isFloat(value)) return false;
    }
    number = floatOf(value);
    return true;
}

Float toFloat(Value value) {
    Float number = 0;
    if (!toFloatMaybe(value, number))
        TAIPAN_RAISE(TypeErrorType, "can't convert to float", "can't convert %t to float", value);
    return number;
}

// --- operators -----------------------------------------------------------------------------------

namespace {
struct FloatDivMod {
    Float quotient, remainder;
};

/// Rounds down; the remainder has the divisor's sign, and the quotient is the integer nearest to
/// what makes quotient * right + remainder the dividend.
FloatDivMod floorDivMod(Float left, Float right) {
    Float remainder = std::fmod(left, right);
    Float exact = (left - remainder) / right;
    if (remainder == 0) {
        remainder = std::copysign(Float{0}, right);
    } else if (std::signbit(remainder) != std::signbit(right)) {
        remainder += right;
        exact -= 1;
    }
    if (exact == 0) return {std::copysign(Float{0}, left / right), remainder};
    const Float below = std::floor(exact);
    return {exact - below > Float{0.5} ? below + 1 : below, remainder};
}

Value power(Float left, Float right) {
    if (left == 0 && right < 0 && !std::isinf(right)) raiseZeroDivision();
    if (left < 0 && right != std::floor(right) && !std::isnan(right)) {
#if TAIPAN_HAS_COMPLEX
        return complexBinary(BinaryOp::Power, left, 0, newFloat(right));
#else
        raiseValueError("complex values not supported"_text);
#endif
    }
    return newFloat(std::pow(left, right));
}

Value divide(BinaryOp op, Float left, Float right) {
    if (right == 0) raiseZeroDivision();
    if (op == BinaryOp::TrueDivide) return newFloat(left / right);
    const FloatDivMod result = floorDivMod(left, right);
    if (op == BinaryOp::Modulo) return newFloat(result.remainder);
    const Value quotient = newFloat(result.quotient);
    if (op == BinaryOp::FloorDivide) return quotient;
    const Value both[] = {quotient, newFloat(result.remainder)};
    return newTuple(2, both);
}
} // namespace

namespace {
Value arithmetic(BinaryOp op, Float left, Float right) {
    switch (op) {
    case BinaryOp::Add: return newFloat(left + right);
    case BinaryOp::Subtract: return newFloat(left - right);
    case BinaryOp::Multiply: return newFloat(left * right);
    case BinaryOp::TrueDivide:
    case BinaryOp::FloorDivide:
    case BinaryOp::Modulo:
    case BinaryOp::DivMod: return divide(op, left, right);
    case BinaryOp::Power: return power(left, right);
    default: return kNoValue;
    }
}
} // namespace

Value floatBinary(BinaryOp op, Float left, Value rightValue) {
    Float right = 0;
    if (!TAIPAN_OPTIMIZE_SIZE && isFloat(rightValue)) right = floatOf(rightValue);
#if TAIPAN_HAS_COMPLEX
    else if (is(rightValue, complexType))
        return complexBinary(op, left, 0, rightValue);
#endif
    else if (!toFloatMaybe(rightValue, right))
        return kNoValue;
    if (!isComparison(op)) return arithmetic(plain(op), left, right);
    constexpr int kUnordered = 2;
    return truth(orderMatches(op, left < right    ? -1
                                  : left == right ? 0
                                  : left > right  ? 1
                                                  : kUnordered));
}

intptr_t hashOf(Float value) {
    // Infinities and NaN, or what an integer type cannot tell apart.
    if (!std::isfinite(value)) return 0;
    const FloatParts parts = partsOf(value);
    constexpr int kBits = 64;
    uint64_t hash = 0;
    if (parts.exponent >= 0) {
        hash = parts.exponent < kBits ? uint64_t{parts.mantissa} << parts.exponent : 0;
    } else {
        const int shift = -parts.exponent;
        const uint64_t whole = shift < kBits ? uint64_t{parts.mantissa} >> shift : 0;
        hash = whole;
#if TAIPAN_HAS_FLOAT_HASH
        const uint64_t fraction =
            shift < kBits ? parts.mantissa - (whole << shift) : uint64_t{parts.mantissa};
        if (fraction != 0) hash ^= fraction >> 20 ^ fraction ^ static_cast<uint64_t>(shift);
#endif
    }
    const auto word = static_cast<intptr_t>(hash);
    return value < 0 ? -word : word;
}

// --- the type ------------------------------------------------------------------------------------

namespace {
void print(const Printer* printer, Value self, PrintKind) {
    char text[kFloatTextSize];
    FloatFormat format;
    format.alwaysDecimal = true;
    printer->put(text, formatFloat(text, floatOf(self), format));
}

Value makeFloat(const Type*, size_t nArgs, size_t, const Value* args) {
    if (nArgs == 0) return newFloat(0);
    if (isFloat(args[0])) return args[0];
    Buffer buffer;
    if (bufferMaybe(args[0], buffer, kBufferRead))
        return parseDecimal({static_cast<const char*>(buffer.data), buffer.size}, false, false);
    return newFloat(toFloat(args[0]));
}

Value unary(UnaryOp op, Value self) {
    const Float value = floatOf(self);
    switch (op) {
    case UnaryOp::Bool: return truth(value != 0);
    case UnaryOp::Hash: return smallInt(hashOf(value));
    case UnaryOp::Positive:
    case UnaryOp::Float: return self;
    case UnaryOp::Negative: return newFloat(-value);
    case UnaryOp::Absolute: return std::signbit(value) ? newFloat(-value) : self;
    default: return kNoValue;
    }
}

Value binary(BinaryOp op, Value left, Value right) {
    return floatBinary(op, floatOf(left), right);
}
} // namespace

constinit const TypeOf<4>
    floatType("float"_name, kEqualNotReflexive | kEqualOtherTypes | takes(0, 1),
              {.makeNew = makeFloat, .print = print, .unary = unary, .binary = binary});

} // namespace taipan::runtime
#endif
