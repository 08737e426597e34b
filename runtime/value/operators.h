// Operator numbers inside the runtime: those of the bytecode first, then the ones that only
// built-in functions and reversed calls use. The order is that of the slots' ABI for native code.
#pragma once

#include <cstdint>

#include "runtime/value/value.h"

namespace taipan::runtime {

enum class UnaryOp : uint8_t {
#define TAIPAN_UNARY(name, text, method) name,
#include "taipan/abi/operators.def"
#undef TAIPAN_UNARY
    Bool,   // kTrue or kFalse
    Length, // small integer
    Hash,   // small integer
    Absolute,
    Int,     // int(x), no value when it has none
    Float,   // float(x), likewise
    Complex, // complex(x), likewise
    SizeOf,  // bytes of memory
};

enum class BinaryOp : uint8_t {
#define TAIPAN_BINARY(name, text, method) name,
#include "taipan/abi/operators.def"
#undef TAIPAN_BINARY
    DivMod,
    Contains, // In with its operands swapped: `left` is the container
    ReverseOr,
    ReverseXor,
    ReverseAnd,
    ReverseLshift,
    ReverseRshift,
    ReverseAdd,
    ReverseSubtract,
    ReverseMultiply,
    ReverseMatMultiply,
    ReverseFloorDivide,
    ReverseTrueDivide,
    ReverseModulo,
    ReversePower,
};

constexpr bool isInplace(BinaryOp op) {
    return op >= BinaryOp::InplaceOr && op <= BinaryOp::InplacePower;
}
/// The plain operator of an in-place one.
constexpr BinaryOp plain(BinaryOp op) {
    return isInplace(op) ? static_cast<BinaryOp>(static_cast<int>(op) -
                                                 static_cast<int>(BinaryOp::InplaceOr) +
                                                 static_cast<int>(BinaryOp::Or))
                         : op;
}
constexpr bool isComparison(BinaryOp op) {
    return op <= BinaryOp::NotEqual;
}

/// The method that an operator calls; Name::none when there is none.
Name methodOf(UnaryOp op);
Name methodOf(BinaryOp op);

} // namespace taipan::runtime
