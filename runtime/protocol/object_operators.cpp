// Operators on objects of any types: small integers at once, then the types' slots, then what the
// language falls back to.

#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/protocol/string.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

// --- truth and equality --------------------------------------------------------------------------

bool isTrue(Value value) {
    if (value.isSingleton()) return value != kFalse && value != kNone;
    if (value.isSmallInt()) return value != smallInt(0);
    if (const Unary unary = typeOf(value)->unary()) {
        const Value result = unary(UnaryOp::Bool, value);
        if (result) return result == kTrue;
        const Value size = unary(UnaryOp::Length, value);
        if (size) return size != smallInt(0);
    }
    return true;
}

namespace {
/// One direction of a comparison; no value when the left type does not know.
Value tryEqual(BinaryOp op, Value left, Value right) {
    const Type* type = typeOf(left);
    const Binary binary = type->binary();
    if (binary == nullptr) return kNoValue;
    if ((type->flags & kEqualOtherTypes) == 0 && typeOf(right) != type) return kNoValue;
    if (op == BinaryOp::NotEqual && (type->flags & kHasNotEqual) != 0) {
        const Value result = binary(op, left, right);
        if (result) return result;
    }
    const Value result = binary(BinaryOp::Equal, left, right);
    if (!result || op == BinaryOp::Equal) return result;
    return truth(!isTrue(result));
}

/// `==` or `!=`.
Value compareEqual(BinaryOp op, Value left, Value right) {
    const bool wanted = op == BinaryOp::Equal;
    if (left == right && !left.isFloatWord() &&
        (!left.isObject() || (left.object()->type->flags & kEqualNotReflexive) == 0))
        return truth(wanted);
    if (left.isSmallInt() && right.isSmallInt()) return truth(!wanted);
    if (isStr(left) && isStr(right)) return truth(equalText(left, right) == wanted);
    checkStack();
    Value result = tryEqual(op, left, right);
    if (!result) result = tryEqual(op, right, left);
    if (TAIPAN_HAS_WARNINGS && !result &&
        ((isStr(left) && isBytes(right)) || (isBytes(left) && isStr(right))))
        warn("Comparison between bytes and str");
    return result ? result : truth((left == right) == wanted);
}
} // namespace

bool equal(Value left, Value right) {
    return isTrue(compareEqual(BinaryOp::Equal, left, right));
}

bool less(Value left, Value right) {
    if (left.isSmallInt() && right.isSmallInt()) return left.smallInt() < right.smallInt();
    return isTrue(binaryOp(BinaryOp::Less, left, right));
}

intptr_t hashOf(Value value) {
    return unaryOp(UnaryOp::Hash, value).smallInt();
}

// --- operators -----------------------------------------------------------------------------------

namespace {
[[noreturn]] void raiseUnsupportedUnary(UnaryOp op, Value operand) {
    TAIPAN_RAISE(TypeErrorType, "unsupported type for operator", "unsupported type for %q: '%t'",
                 methodOf(op), operand);
}

/// The operators that small integers have without leaving the word; no value when the result would
/// not fit or the operator is another.
Value smallIntOp(BinaryOp op, intptr_t left, intptr_t right) {
    intptr_t result = 0;
    switch (op) {
    case BinaryOp::Less: return truth(left < right);
    case BinaryOp::More: return truth(left > right);
    case BinaryOp::LessEqual: return truth(left <= right);
    case BinaryOp::MoreEqual: return truth(left >= right);
    case BinaryOp::Or:
    case BinaryOp::InplaceOr: return smallInt(left | right);
    case BinaryOp::Xor:
    case BinaryOp::InplaceXor: return smallInt(left ^ right);
    case BinaryOp::And:
    case BinaryOp::InplaceAnd: return smallInt(left & right);
    case BinaryOp::Add:
    case BinaryOp::InplaceAdd:
        if (__builtin_add_overflow(left, right, &result)) return kNoValue;
        break;
    case BinaryOp::Subtract:
    case BinaryOp::InplaceSubtract:
        if (__builtin_sub_overflow(left, right, &result)) return kNoValue;
        break;
    case BinaryOp::Multiply:
    case BinaryOp::InplaceMultiply:
        if (__builtin_mul_overflow(left, right, &result)) return kNoValue;
        break;
    default: return kNoValue;
    }
    return fitsSmallInt(result) ? smallInt(result) : kNoValue;
}

bool canReverse(BinaryOp op) {
    return op >= BinaryOp::Or && op <= BinaryOp::Power;
}
BinaryOp reversed(BinaryOp op) {
    return static_cast<BinaryOp>(static_cast<int>(op) - static_cast<int>(BinaryOp::Or) +
                                 static_cast<int>(BinaryOp::ReverseOr));
}

Value callBinary(BinaryOp op, Value left, Value right) {
    const Binary binary = typeOf(left)->binary();
    return binary == nullptr ? kNoValue : binary(op, left, right);
}

/// Arithmetic: the in-place form, the plain one, the reversed one.
Value arithmetic(BinaryOp op, Value left, Value right) {
    if (isInplace(op)) {
        const Value result = callBinary(op, left, right);
        if (result) return result;
        op = plain(op);
    }
    Value result = callBinary(op, left, right);
#if TAIPAN_HAS_REVERSE_OPERATORS
    if (!result && canReverse(op)) result = callBinary(reversed(op), right, left);
#endif
    if (!result) raiseUnsupported(op, left, right);
    return result;
}
} // namespace

Value unaryOp(UnaryOp op, Value operand) {
    if (op == UnaryOp::Not) return truth(!isTrue(operand));
    const Unary unary = typeOf(operand)->unary();
    if (unary != nullptr) {
        const Value result = unary(op, operand);
        if (result) return result;
    } else if (op == UnaryOp::Hash) {
        return smallInt(static_cast<intptr_t>(operand.address()) >> 3);
    }
    if (op == UnaryOp::Bool) return kTrue;
    if (op == UnaryOp::Int || op == UnaryOp::Float || op == UnaryOp::Complex) return kNoValue;
    raiseUnsupportedUnary(op, operand);
}

Value binaryOp(BinaryOp op, Value left, Value right) {
    if (left.isSmallInt() && right.isSmallInt()) {
        const Value result = smallIntOp(op, left.smallInt(), right.smallInt());
        if (result) return result;
    }
    switch (op) {
    case BinaryOp::Equal:
    case BinaryOp::NotEqual: return compareEqual(op, left, right);
    case BinaryOp::Is: return truth(left == right);
    case BinaryOp::In: return truth(contains(right, left));
    case BinaryOp::Contains: return truth(contains(left, right));
    case BinaryOp::ExceptionMatch: return truth(matches(left, right));
    default: return arithmetic(op, left, right);
    }
}

bool contains(Value container, Value item) {
    const Value result = callBinary(BinaryOp::Contains, container, item);
    if (result) return isTrue(result);
    for (Each each(container); const Value next = each.next();)
        if (equal(next, item)) return true;
    return false;
}

} // namespace taipan::runtime
