// The opcode table as types: enumerators, operand kinds, stack effects. Freestanding; everything
// comes from opcodes.def and operators.def.
#pragma once

#include <cstdint>

namespace taipan::abi {

enum class Op : uint8_t {
#define TAIPAN_OP(name, base, count, operand, pop, push, target, flow) name = base,
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
};

enum class Operand : uint8_t {
    None,
    Qstr,
    Uint,
    Int,
    Object,
    Child,
    ChildCells,
    Jump,
    Forward,
    Unwind,
    Folded
};

enum class Flow : uint8_t { Next, Branch, Goto, Stop, Block };

enum class UnaryOp : uint8_t {
#define TAIPAN_UNARY(name, text) name,
#include "taipan/abi/operators.def"
#undef TAIPAN_UNARY
};

enum class BinaryOp : uint8_t {
#define TAIPAN_BINARY(name, text) name,
#include "taipan/abi/operators.def"
#undef TAIPAN_BINARY
};

inline constexpr int kSmallIntMultiExcess = 16; // LOAD_CONST_SMALL_INT_MULTI: value = index - 16
inline constexpr int kFastMultiCount = 16;      // slots with a one-byte load and store
inline constexpr unsigned kUnaryOpCount = 4;
inline constexpr unsigned kBinaryOpCount = 35;

/// One row of the table. `name` is null for byte values that no opcode uses.
struct OpInfo {
    const char* name;
    uint8_t base;
    uint8_t count;
    Operand operand;
    Flow flow;
};

namespace detail {
struct OpTable {
    OpInfo rows[256];
    constexpr OpTable() : rows{} {
#define TAIPAN_OP(opname, opbase, opcount, opoperand, pop, push, target, opflow)                   \
    for (int i = 0; i < (opcount); ++i)                                                            \
        rows[(opbase) + i] = {#opname, opbase, opcount, Operand::opoperand, Flow::opflow};
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
    }
};
inline constexpr OpTable kOpTable{};
} // namespace detail

/// The row of a byte value; `info.name == nullptr` when the value is undefined.
constexpr const OpInfo& opInfo(uint8_t byte) {
    return detail::kOpTable.rows[byte];
}
constexpr const OpInfo& opInfo(Op op) {
    return opInfo(static_cast<uint8_t>(op));
}

/// Entries an instruction takes, leaves, and the net change at its jump target.
struct StackEffect {
    int pop;
    int push;
    int target;
};

/// Stack effect of `op` with operand `u` and extra byte `b` (both 0 when the opcode has none).
constexpr StackEffect stackEffect(Op op, uint32_t operand, uint32_t extra) {
    const int u = static_cast<int>(operand);
    const int b = static_cast<int>(extra);
    const int POS = u & 0xff;
    const int KW = (u >> 8) & 0xff;
    (void)b;
    (void)POS;
    (void)KW;
    switch (op) {
#define TAIPAN_OP(name, base, count, operandKind, pop, push, target, flow)                         \
    case Op::name:                                                                                 \
        return {pop, push, target};
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
    }
    return {0, 0, 0};
}

} // namespace taipan::abi
