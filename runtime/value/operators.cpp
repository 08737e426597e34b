#include "runtime/value/operators.h"

#include <iterator>

#include "runtime/value/features.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

namespace {
// The names of what a build leaves out are left out, too.
#if TAIPAN_HAS_ALL_OPERATORS
#define ALL(text) number(text##_name)
#else
#define ALL(text) 0
#endif
#if TAIPAN_HAS_ALL_INPLACE_OPERATORS
#define INPLACE(text) number(text##_name)
#else
#define INPLACE(text) 0
#endif
#if TAIPAN_HAS_REVERSE_OPERATORS
#define REVERSE(text) number(text##_name)
#else
#define REVERSE(text) 0
#endif

constexpr uint16_t number(Name name) {
    return static_cast<uint16_t>(name);
}

// In the order of UnaryOp.
constexpr uint16_t kUnary[] = {
    ALL("__pos__"),
    ALL("__neg__"),
    ALL("__invert__"),
    0, // not
    number("__bool__"_name),
    number("__len__"_name),
    number("__hash__"_name),
    ALL("__abs__"),
    number("__int__"_name),
#if TAIPAN_FLOAT
    number("__float__"_name),
#else
    0,
#endif
#if TAIPAN_HAS_COMPLEX
    number("__complex__"_name),
#else
    0,
#endif
#if TAIPAN_HAS_SYS_GETSIZEOF
    number("__sizeof__"_name),
#else
    0,
#endif
};
static_assert(std::size(kUnary) == static_cast<size_t>(UnaryOp::SizeOf) + 1);

// In the order of BinaryOp up to NotEqual.
constexpr uint16_t kComparisons[] = {
    number("__lt__"_name), number("__gt__"_name), number("__eq__"_name),
    number("__le__"_name), number("__ge__"_name), number("__ne__"_name),
};

/// The three forms of an operator.
struct Arithmetic {
    uint16_t inplace, plain, reverse;
};
// In the order of BinaryOp from Or on.
constexpr Arithmetic kArithmetic[] = {
    {INPLACE("__ior__"), ALL("__or__"), REVERSE("__ror__")},
    {INPLACE("__ixor__"), ALL("__xor__"), REVERSE("__rxor__")},
    {INPLACE("__iand__"), ALL("__and__"), REVERSE("__rand__")},
    {INPLACE("__ilshift__"), ALL("__lshift__"), REVERSE("__rlshift__")},
    {INPLACE("__irshift__"), ALL("__rshift__"), REVERSE("__rrshift__")},
    {number("__iadd__"_name), number("__add__"_name), REVERSE("__radd__")},
    {number("__isub__"_name), number("__sub__"_name), REVERSE("__rsub__")},
    {INPLACE("__imul__"), ALL("__mul__"), REVERSE("__rmul__")},
    {INPLACE("__imatmul__"), ALL("__matmul__"), REVERSE("__rmatmul__")},
    {INPLACE("__ifloordiv__"), ALL("__floordiv__"), REVERSE("__rfloordiv__")},
    {INPLACE("__itruediv__"), ALL("__truediv__"), REVERSE("__rtruediv__")},
    {INPLACE("__imod__"), ALL("__mod__"), REVERSE("__rmod__")},
    {INPLACE("__ipow__"), ALL("__pow__"), REVERSE("__rpow__")},
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
        name = number("__contains__"_name);
    else if (op == BinaryOp::DivMod)
        name = ALL("__divmod__");
    else if (at >= kFirstPlain)
        name = kArithmetic[at - kFirstPlain].plain;
    else if (at >= kFirstInplace)
        name = kArithmetic[at - kFirstInplace].inplace;
    return static_cast<Name>(name);
}

} // namespace taipan::runtime
