// Arithmetic on constants with MicroPython's results.
#include <algorithm>
#include <cmath>
#include <limits>

#include "frontend/big_integer.h"
#include "taipan/frontend/constant.h"

namespace taipan {

namespace {

using abi::BinaryOp;
using abi::UnaryOp;
using numbers::BitOperation;
using Kind = Constant::Kind;

constexpr int64_t kLowest = std::numeric_limits<int64_t>::min();
constexpr unsigned kStockSmallBits = 63; // small ints inside the stock cross-compiler

const Constant* makeInt(int64_t value, Arena& arena) {
    Constant* constant = arena.create<Constant>();
    constant->kind = Kind::Int;
    constant->integer = value;
    return constant;
}

const Constant* makeFloat(double value, Arena& arena) {
    Constant* constant = arena.create<Constant>();
    constant->kind = Kind::Float;
    constant->real = value;
    return constant;
}

const Constant* makeBig(const BigInteger& value, Arena& arena) {
    return value.bits() > kMaxFoldBits ? nullptr : value.toConstant(arena);
}

double toDouble(const Constant& number) {
    switch (number.kind) {
    case Kind::Float: return number.real;
    case Kind::Int: return static_cast<double>(number.integer);
    default: return BigInteger(number).toDouble();
    }
}

// --- floats -------------------------------------------------------------------------------------

/// The remainder with the sign of the divisor, zero included. `y` is not 0.
double moduloOf(double x, double y) {
    const double rest = std::fmod(x, y);
    if (rest == 0) return std::copysign(0.0, y);
    return (rest < 0) != (y < 0) ? rest + y : rest;
}

/// The quotient that goes with the remainder: (x - rest) / y is almost an integer, and rounding it
/// down may hit the one below. `y` is not 0.
double floorDivide(double x, double y) {
    const double rest = std::fmod(x, y);
    double quotient = (x - rest) / y;
    if (rest != 0 && (rest < 0) != (y < 0)) quotient -= 1;
    if (quotient == 0) return std::copysign(0.0, x / y);
    const double whole = std::floor(quotient);
    return quotient - whole > 0.5 ? whole + 1 : whole;
}

const Constant* powerOfFloats(double x, double y, Arena& arena) {
    const bool divides = x == 0 && y < 0 && !std::isinf(y);
    const bool complexResult = x < 0 && y != std::floor(y) && !std::isnan(y);
    if (divides || complexResult) return nullptr;
    return makeFloat(std::pow(x, y), arena);
}

const Constant* foldFloats(BinaryOp op, double x, double y, Arena& arena) {
    switch (op) {
    case BinaryOp::Add: return makeFloat(x + y, arena);
    case BinaryOp::Subtract: return makeFloat(x - y, arena);
    case BinaryOp::Multiply: return makeFloat(x * y, arena);
    case BinaryOp::TrueDivide: return y == 0 ? nullptr : makeFloat(x / y, arena);
    case BinaryOp::FloorDivide: return y == 0 ? nullptr : makeFloat(floorDivide(x, y), arena);
    case BinaryOp::Modulo: return y == 0 ? nullptr : makeFloat(moduloOf(x, y), arena);
    case BinaryOp::Power: return powerOfFloats(x, y, arena);
    default: return nullptr;
    }
}

// --- integers of 64 bits ------------------------------------------------------------------------

/// `base ** exponent` for exponent >= 0; false when it leaves 64 bits.
bool powerFits(int64_t base, int64_t exponent, int64_t& result) {
    result = 1;
    while (true) {
        if ((exponent & 1) && __builtin_mul_overflow(result, base, &result)) return false;
        exponent >>= 1;
        if (exponent == 0) return true;
        if (__builtin_mul_overflow(base, base, &base)) return false;
    }
}

/// `value << count` for count >= 0; false when it leaves 64 bits.
bool shiftFits(int64_t value, int64_t count, int64_t& result) {
    result = 0;
    if (value == 0) return true;
    if (count > 62) return false;
    result = static_cast<int64_t>(static_cast<uint64_t>(value) << count);
    return result >> count == value;
}

/// Quotient rounded down; y is not 0, and x / y does not overflow.
int64_t floorDivide(int64_t x, int64_t y) {
    const int64_t quotient = x / y;
    return x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient;
}

int64_t moduloOf(int64_t x, int64_t y) {
    const int64_t rest = x % y;
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

/// True with `result` set when 64 bits hold the outcome. The operation is known to have an integer
/// result (see hasIntegerResult).
bool foldInt64(BinaryOp op, int64_t x, int64_t y, int64_t& result) {
    const bool quotientOverflows = x == kLowest && y == -1;
    switch (op) {
    case BinaryOp::Or: result = x | y; return true;
    case BinaryOp::Xor: result = x ^ y; return true;
    case BinaryOp::And: result = x & y; return true;
    case BinaryOp::Add: return !__builtin_add_overflow(x, y, &result);
    case BinaryOp::Subtract: return !__builtin_sub_overflow(x, y, &result);
    case BinaryOp::Multiply: return !__builtin_mul_overflow(x, y, &result);
    case BinaryOp::Lshift: return shiftFits(x, y, result);
    case BinaryOp::Rshift: result = x >> std::min<int64_t>(y, 63); return true;
    case BinaryOp::FloorDivide:
        if (quotientOverflows) return false;
        result = floorDivide(x, y);
        return true;
    case BinaryOp::Modulo: result = quotientOverflows ? 0 : moduloOf(x, y); return true;
    case BinaryOp::Power: return powerFits(x, y, result);
    default: return false;
    }
}

// --- integers of any size -----------------------------------------------------------------------

const Constant* powerOfBig(const BigInteger& base, const Constant& exponent, Arena& arena) {
    if (exponent.kind != Kind::Int) {
        // Only 0, 1 and -1 stay small, and for -1 the exponent's parity decides.
        if (base.bits() > 1) return nullptr;
        const bool odd = (exponent.limbs[0] & 1) != 0;
        return makeInt(odd ? base.sign() : base.sign() * base.sign(), arena);
    }
    const auto count = static_cast<uint64_t>(exponent.integer);
    // A base of n bits is at least 2 ** (n - 1), and it has two bits or the power would fit.
    if (count > kMaxFoldBits / (base.bits() - 1)) return nullptr;
    return makeBig(BigInteger::power(base, count), arena);
}

const Constant* shiftBig(BinaryOp op, const BigInteger& value, const Constant& count,
                         Arena& arena) {
    if (count.kind != Kind::Int) return nullptr; // stock: overflow converting the count
    const auto bits = static_cast<uint64_t>(count.integer);
    if (op == BinaryOp::Lshift) {
        if (value.sign() != 0 && bits > kMaxFoldBits) return nullptr;
        return makeBig(BigInteger::shiftLeft(value, value.sign() == 0 ? 0 : bits), arena);
    }
    return makeBig(BigInteger::shiftRight(value, std::min<uint64_t>(bits, value.bits())), arena);
}

const Constant* foldBig(BinaryOp op, const Constant& lhs, const Constant& rhs, Arena& arena) {
    const BigInteger x(lhs);
    if (op == BinaryOp::Power) return powerOfBig(x, rhs, arena);
    if (op == BinaryOp::Lshift || op == BinaryOp::Rshift) return shiftBig(op, x, rhs, arena);
    const BigInteger y(rhs);
    switch (op) {
    case BinaryOp::Or: return makeBig(BigInteger::bitwise(BitOperation::Or, x, y), arena);
    case BinaryOp::Xor: return makeBig(BigInteger::bitwise(BitOperation::Xor, x, y), arena);
    case BinaryOp::And: return makeBig(BigInteger::bitwise(BitOperation::And, x, y), arena);
    case BinaryOp::Add: return makeBig(BigInteger::add(x, y), arena);
    case BinaryOp::Subtract: return makeBig(BigInteger::subtract(x, y), arena);
    case BinaryOp::Multiply:
        // A product has the bits of its factors, or one less.
        if (x.bits() + y.bits() > kMaxFoldBits + 1) return nullptr;
        return makeBig(BigInteger::multiply(x, y), arena);
    case BinaryOp::FloorDivide: return makeBig(BigInteger::floorDivide(x, y), arena);
    case BinaryOp::Modulo: return makeBig(BigInteger::modulo(x, y), arena);
    default: return nullptr;
    }
}

bool isNegative(const Constant& integer) {
    return integer.integer < 0;
}

const Constant* foldIntegers(BinaryOp op, const Constant& lhs, const Constant& rhs, Arena& arena) {
    const bool rhsIsZero = rhs.kind == Kind::Int && rhs.integer == 0;
    switch (op) {
    case BinaryOp::TrueDivide: return foldFloats(op, toDouble(lhs), toDouble(rhs), arena);
    case BinaryOp::Power:
        if (isNegative(rhs)) return foldFloats(op, toDouble(lhs), toDouble(rhs), arena);
        break;
    case BinaryOp::FloorDivide:
    case BinaryOp::Modulo:
        if (rhsIsZero) return nullptr;
        break;
    case BinaryOp::Lshift:
    case BinaryOp::Rshift:
        if (isNegative(rhs)) return nullptr;
        break;
    default: break;
    }
    int64_t result = 0;
    if (lhs.kind == Kind::Int && rhs.kind == Kind::Int &&
        foldInt64(op, lhs.integer, rhs.integer, result)) {
        return makeInt(result, arena);
    }
    return foldBig(op, lhs, rhs, arena);
}

/// `-` or `~` of an integer. Stock leaves the result of a big operand big.
const Constant* foldIntegerUnary(UnaryOp op, const Constant& operand, Arena& arena) {
    Constant* result = nullptr;
    if (operand.kind == Kind::Int && operand.integer != kLowest) {
        result = arena.create<Constant>();
        result->kind = Kind::Int;
        result->integer = op == UnaryOp::Negative ? -operand.integer : ~operand.integer;
    } else {
        // ~x is -1 - x.
        const BigInteger from(*makeInt(op == UnaryOp::Negative ? 0 : -1, arena));
        result = BigInteger::subtract(from, BigInteger(operand)).toConstant(arena);
    }
    result->boxed = result->isSmallInt(kStockSmallBits) && !operand.isSmallInt(kStockSmallBits);
    return result;
}

} // namespace

bool constantTruth(const Constant& value) {
    switch (value.kind) {
    case Kind::None:
    case Kind::False: return false;
    case Kind::True:
    case Kind::Ellipsis:
    case Kind::BigInt: return true;
    case Kind::Int: return value.integer != 0;
    case Kind::Float:
    case Kind::Imaginary: return value.real != 0;
    case Kind::Str:
    case Kind::Bytes: return !value.text.empty();
    case Kind::Tuple: return !value.items.empty();
    }
    return false;
}

const Constant* foldUnary(UnaryOp op, const Constant& operand, Arena& arena) {
    if (op == UnaryOp::Positive) return &operand;
    if (op != UnaryOp::Negative && op != UnaryOp::Invert) return nullptr;
    if (operand.kind != Kind::Float) return foldIntegerUnary(op, operand, arena);
    return op == UnaryOp::Negative ? makeFloat(-operand.real, arena) : nullptr;
}

const Constant* foldBinary(BinaryOp op, const Constant& lhs, const Constant& rhs, Arena& arena) {
    if (lhs.kind == Kind::Float || rhs.kind == Kind::Float) {
        return foldFloats(op, toDouble(lhs), toDouble(rhs), arena);
    }
    return foldIntegers(op, lhs, rhs, arena);
}

} // namespace taipan
