// Which method of a class an operator calls.

#include <iterator>

#include "runtime/objects/class.h"

namespace taipan::runtime {

namespace {
constexpr uint16_t row(Name name, bool has = true) {
    return has ? static_cast<uint16_t>(name) : uint16_t{0};
}
constexpr bool kAll = TAIPAN_HAS_ALL_OPERATORS;
constexpr bool kAllInplace = TAIPAN_HAS_ALL_INPLACE_OPERATORS;
constexpr bool kReverse = TAIPAN_HAS_REVERSE_OPERATORS;

// In the order of UnaryOp.
constexpr uint16_t kUnary[] = {
    row("__pos__"_name, kAll),
    row("__neg__"_name, kAll),
    row("__invert__"_name, kAll),
    0, // not
    row("__bool__"_name),
    row("__len__"_name),
    row("__hash__"_name),
    row("__abs__"_name, kAll),
    row("__int__"_name),
    row("__float__"_name, TAIPAN_FLOAT),
    row("__complex__"_name, TAIPAN_HAS_COMPLEX),
    row("__sizeof__"_name, TAIPAN_HAS_SYS_GETSIZEOF),
};
static_assert(std::size(kUnary) == static_cast<size_t>(UnaryOp::SizeOf) + 1);

// In the order of BinaryOp up to NotEqual.
constexpr uint16_t kComparisons[] = {
    row("__lt__"_name), row("__gt__"_name), row("__eq__"_name),
    row("__le__"_name), row("__ge__"_name), row("__ne__"_name),
};

/// The three forms of an operator.
struct Arithmetic {
    uint16_t inplace, plain, reverse;
};
constexpr Arithmetic arithmetic(Name inplace, Name plain, Name reverse, bool core = false) {
    return {row(inplace, core || kAllInplace), row(plain, core || kAll),
            row(reverse, kReverse && (core || kAll))};
}
// In the order of BinaryOp from Or on.
constexpr Arithmetic kArithmetic[] = {
    arithmetic("__ior__"_name, "__or__"_name, "__ror__"_name),
    arithmetic("__ixor__"_name, "__xor__"_name, "__rxor__"_name),
    arithmetic("__iand__"_name, "__and__"_name, "__rand__"_name),
    arithmetic("__ilshift__"_name, "__lshift__"_name, "__rlshift__"_name),
    arithmetic("__irshift__"_name, "__rshift__"_name, "__rrshift__"_name),
    arithmetic("__iadd__"_name, "__add__"_name, "__radd__"_name, true),
    arithmetic("__isub__"_name, "__sub__"_name, "__rsub__"_name, true),
    arithmetic("__imul__"_name, "__mul__"_name, "__rmul__"_name),
    arithmetic("__imatmul__"_name, "__matmul__"_name, "__rmatmul__"_name),
    arithmetic("__ifloordiv__"_name, "__floordiv__"_name, "__rfloordiv__"_name),
    arithmetic("__itruediv__"_name, "__truediv__"_name, "__rtruediv__"_name),
    arithmetic("__imod__"_name, "__mod__"_name, "__rmod__"_name),
    arithmetic("__ipow__"_name, "__pow__"_name, "__rpow__"_name),
};
constexpr size_t kArithmeticCount = std::size(kArithmetic);
constexpr size_t kFirstInplace = static_cast<size_t>(BinaryOp::InplaceOr);
constexpr size_t kFirstPlain = static_cast<size_t>(BinaryOp::Or);
constexpr size_t kFirstReverse = static_cast<size_t>(BinaryOp::ReverseOr);
static_assert(kFirstPlain - kFirstInplace == kArithmeticCount);
static_assert(static_cast<size_t>(BinaryOp::ReversePower) - kFirstReverse + 1 == kArithmeticCount);
} // namespace

Name methodOf(UnaryOp op) {
    return static_cast<Name>(kUnary[static_cast<size_t>(op)]);
}

Name methodOf(BinaryOp op) {
    const auto at = static_cast<size_t>(op);
    unsigned name = 0;
    if (isComparison(op))
        name = kComparisons[at];
    else if (at >= kFirstReverse)
        name = kArithmetic[at - kFirstReverse].reverse;
    else if (op == BinaryOp::Contains)
        name = row("__contains__"_name);
    else if (op == BinaryOp::DivMod)
        name = row("__divmod__"_name, kAll);
    else if (at >= kFirstPlain)
        name = kArithmetic[at - kFirstPlain].plain;
    else if (at >= kFirstInplace)
        name = kArithmetic[at - kFirstInplace].inplace;
    return static_cast<Name>(name);
}

} // namespace taipan::runtime
