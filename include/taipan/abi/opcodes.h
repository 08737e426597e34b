// The opcode table as types: enumerators, operand kinds, stack effects, operators. Freestanding;
// everything comes from opcodes.def and operators.def.
//
//   opInfo(byte)                      the row of a byte value
//   stackEffect(op, operand, extra)   what it takes and leaves
//   countedEntries(kind, …)           N of the columns pop and push
//   CompactRows<Row>                  a table for devices: 112 rows instead of 256, made from
//   OpInfo namesSlot, usesCell, changesSlot  groups of opcodes, told apart by their bits
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan::abi {

enum class Op : uint8_t {
#define TAIPAN_OP(name, base, count, operand, pop, push, target, flow) name = base,
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
};

/// What follows the opcode byte; see opcodes.def. In this order: nothing, a number, an offset.
enum class Operand : uint8_t {
    None,
    Folded,
    Int,
    Qstr,
    Object,
    Child,
    Hint,
    Slot,
    Count,
    Args,
    Split,
    Comp,
    ChildCells,
    Unwind,
    Jump,
    Forward
};

/// Whether a varuint or varint follows the opcode byte.
constexpr bool hasNumber(Operand operand) {
    return operand >= Operand::Int && operand <= Operand::ChildCells;
}
/// Whether an offset follows it.
constexpr bool isJump(Operand operand) {
    return operand >= Operand::Unwind;
}
/// Whether the offset of a jump may be negative.
constexpr bool isSignedJump(Operand operand) {
    return operand != Operand::Forward;
}
/// Whether a byte follows the number or offset.
constexpr bool hasExtraByte(Operand operand) {
    return operand == Operand::ChildCells || operand == Operand::Unwind;
}
/// Whether the number is two: the low byte, and what is above it.
constexpr bool hasTwoParts(Operand operand) {
    return operand == Operand::Args || operand == Operand::Split;
}
/// The operand of two parts.
constexpr uint64_t joinParts(uint32_t first, uint32_t second) {
    return first | uint64_t{second} << 8;
}

/// What STORE_COMP adds to.
enum class Collection : uint8_t { List, Dict, Set };

/// The operand of STORE_COMP: the collection lies `below` entries below the top.
constexpr uint32_t compOperand(Collection collection, uint32_t below) {
    return below << 2 | static_cast<uint32_t>(collection);
}
/// Its parts. The collection may be 3, which is none.
constexpr Collection compCollection(uint32_t operand) {
    return Collection{static_cast<uint8_t>(operand & 3)};
}
constexpr uint32_t compDistance(uint32_t operand) {
    return operand >> 2;
}

// The byte behind the offset of UNWIND_JUMP.
inline constexpr uint8_t kUnwindBlocks = 0x7f;   // how many exception blocks it leaves
inline constexpr uint8_t kUnwindIterator = 0x80; // it drops a for loop's iterator, too

enum class Flow : uint8_t { Next, Branch, Goto, Stop, Block };

// --- operators -----------------------------------------------------------------------------------

enum class UnaryOp : uint8_t {
#define TAIPAN_UNARY(name, text, method) name,
#include "taipan/abi/operators.def"
#undef TAIPAN_UNARY
};

enum class BinaryOp : uint8_t {
#define TAIPAN_BINARY(name, text, method) name,
#include "taipan/abi/operators.def"
#undef TAIPAN_BINARY
};

/// Their spelling in source and listings, by number.
inline constexpr const char* kUnaryOpTexts[] = {
#define TAIPAN_UNARY(name, text, method) text,
#include "taipan/abi/operators.def"
#undef TAIPAN_UNARY
};
inline constexpr const char* kBinaryOpTexts[] = {
#define TAIPAN_BINARY(name, text, method) text,
#include "taipan/abi/operators.def"
#undef TAIPAN_BINARY
};
/// The methods that do them, by number; see operators.def for those without.
inline constexpr const char* kUnaryOpMethods[] = {
#define TAIPAN_UNARY(name, text, method) method,
#include "taipan/abi/operators.def"
#undef TAIPAN_UNARY
};
inline constexpr const char* kBinaryOpMethods[] = {
#define TAIPAN_BINARY(name, text, method) method,
#include "taipan/abi/operators.def"
#undef TAIPAN_BINARY
};
inline constexpr unsigned kUnaryOpCount = sizeof(kUnaryOpTexts) / sizeof(kUnaryOpTexts[0]);
inline constexpr unsigned kBinaryOpCount = sizeof(kBinaryOpTexts) / sizeof(kBinaryOpTexts[0]);

// --- the table -----------------------------------------------------------------------------------

/// Where the entries go that an operand counts.
enum class Counts : uint8_t { Nothing, Pops, Pushes };

/// One row of the table. `name` is null for byte values that no opcode uses.
struct OpInfo {
    const char* name;
    uint8_t base;
    uint8_t count;
    Operand operand;
    Flow flow;
    uint8_t pop;   // entries taken and left,
    uint8_t push;  // without those that the operand counts
    Counts counts; // to which of both they are added
    int8_t target; // net change of depth when the jump is taken
};

namespace detail {
/// Column `pop` or `push` for an operand that counts N entries.
struct Columns {
    uint64_t pop, push;
};
constexpr Columns columnsOf(Op op, uint64_t N) {
    (void)N;
    switch (op) {
#define TAIPAN_OP(name, base, count, operand, pop, push, target, flow)                             \
    case Op::name:                                                                                 \
        return {pop, push};
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
    }
    return {0, 0};
}

constexpr Counts countsOf(Op op) {
    const Columns none = columnsOf(op, 0), one = columnsOf(op, 1);
    if (one.pop != none.pop) return Counts::Pops;
    return one.push != none.push ? Counts::Pushes : Counts::Nothing;
}

struct OpTable {
    OpInfo rows[256];
    constexpr OpTable() : rows{} {
#define TAIPAN_OP(opname, opbase, opcount, opoperand, oppop, oppush, optarget, opflow)             \
    for (int i = 0; i < (opcount); ++i)                                                            \
        rows[(opbase) + i] = {#opname,                                                             \
                              opbase,                                                              \
                              opcount,                                                             \
                              Operand::opoperand,                                                  \
                              Flow::opflow,                                                        \
                              static_cast<uint8_t>(columnsOf(Op::opname, 0).pop),                  \
                              static_cast<uint8_t>(columnsOf(Op::opname, 0).push),                 \
                              countsOf(Op::opname),                                                \
                              optarget};
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

inline constexpr int kSmallIntMultiExcess = 16; // LOAD_CONST_SMALL_INT_MULTI: value = index - 16
/// Slots with a one-byte load and store.
inline constexpr int kFastMultiCount = opInfo(Op::LOAD_FAST_MULTI).count;

// --- stack effects -------------------------------------------------------------------------------

/// N of an operand whose parts are known: of Args and Split both, of ChildCells the cells as the
/// second one; others have the first alone.
constexpr uint32_t countedParts(Operand kind, uint32_t first, uint32_t second) {
    switch (kind) {
    case Operand::Count: return first;
    case Operand::Args: return first + 2 * second;
    case Operand::Split: return first + second;
    case Operand::Comp: return compCollection(first) == Collection::Dict ? 1 : 0;
    case Operand::ChildCells: return second;
    default: return 0;
    }
}

/// N of an operand as it is encoded, and of the byte behind it.
constexpr uint32_t countedEntries(Operand kind, uint32_t operand, uint32_t extra) {
    return hasTwoParts(kind) ? countedParts(kind, operand & 0xff, operand >> 8 & 0xff)
                             : countedParts(kind, operand, extra);
}

/// Adds N of an instruction of `op` to what it pops or pushes. For a `case` in a switch over
/// opcodes: nothing is left to be decided when it runs. Opcodes that share the case are named as
/// well.
template <Op op, Op... alike>
[[gnu::always_inline]] constexpr void addCounted(uint32_t operand, uint32_t extra, unsigned& pops,
                                                 unsigned& pushes) {
    constexpr const OpInfo& info = opInfo(op);
    static_assert(info.counts != Counts::Nothing);
    static_assert(
        ((opInfo(alike).operand == info.operand && opInfo(alike).counts == info.counts) && ...),
        "one of these counts in another way: it needs a case of its own");
    (info.counts == Counts::Pops ? pops : pushes) += countedEntries(info.operand, operand, extra);
}

/// Entries an instruction takes, leaves, and the net change at its jump target.
struct StackEffect {
    int pop;
    int push;
    int target;
};

/// Stack effect of an instruction whose operand counts `n` entries.
constexpr StackEffect stackEffectOf(const OpInfo& info, uint32_t n) {
    const int entries = static_cast<int>(n);
    return {info.pop + (info.counts == Counts::Pops ? entries : 0),
            info.push + (info.counts == Counts::Pushes ? entries : 0), info.target};
}

/// Stack effect of `op` with operand `u` and extra byte `b` (both 0 when the opcode has none).
constexpr StackEffect stackEffect(Op op, uint32_t u, uint32_t b) {
    const OpInfo& info = opInfo(op);
    return stackEffectOf(info, countedEntries(info.operand, u, b));
}

namespace detail {
/// The columns are what a row makes of them: linear in N, with N in one of both, and only where the
/// operand counts something.
constexpr bool columnsAreCounts() {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const OpInfo& info = opInfo(static_cast<uint8_t>(byte));
        if (info.name == nullptr || info.base != byte) continue;
        for (uint32_t n = 0; n < 1u << 20; n = n * 3 + 1) {
            const Columns columns = columnsOf(Op{info.base}, n);
            const StackEffect effect = stackEffectOf(info, n);
            if (columns.pop != static_cast<uint64_t>(effect.pop) ||
                columns.push != static_cast<uint64_t>(effect.push))
                return false;
        }
        const bool counting = countedParts(info.operand, 1, 1) != 0;
        if (counting != (info.counts != Counts::Nothing)) return false;
    }
    return true;
}
static_assert(columnsAreCounts());
} // namespace detail

namespace detail {
/// Rows and gaps stand in the order of the bytes, and leave none out up to the last opcode.
constexpr bool rowsAreInOrder() {
    unsigned next = 0;
    bool inOrder = true;
#define TAIPAN_OP(name, base, count, operand, pop, push, target, flow)                             \
    inOrder = inOrder && (base) == next;                                                           \
    next += (count);
#define TAIPAN_NO_OP(base, count)                                                                  \
    inOrder = inOrder && (base) == next;                                                           \
    next += (count);
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
#undef TAIPAN_NO_OP
    return inOrder && next == static_cast<unsigned>(Op::BINARY_OP_MULTI) + kBinaryOpCount;
}
static_assert(rowsAreInOrder());
} // namespace detail

// --- rows for devices ----------------------------------------------------------------------------

inline constexpr unsigned kFirstOp = 0x10;
inline constexpr unsigned kFirstMulti = static_cast<unsigned>(Op::LOAD_CONST_SMALL_INT_MULTI);
inline constexpr unsigned kUnaryBase = static_cast<unsigned>(Op::UNARY_OP_MULTI);
inline constexpr unsigned kBinaryBase = static_cast<unsigned>(Op::BINARY_OP_MULTI);
inline constexpr unsigned kEndOp = kBinaryBase + kBinaryOpCount; // behind the last opcode

/// Bytes below kFirstMulti have a row each, those above one for 16.
constexpr unsigned rowNumber(unsigned byte) {
    return byte < kFirstMulti ? byte - kFirstOp
                              : kFirstMulti - kFirstOp + (byte - kFirstMulti) / 16;
}

/// Rows made by `Row(info)`; one that is all zero belongs to bytes that are no opcodes. For bytes
/// in [kFirstOp, kEndOp). Unary operators share a row with binary ones, whose it is: they take one
/// entry less, and those from kUnaryBase + kUnaryOpCount on do not exist.
template <typename Row>
struct CompactRows {
    Row rows[rowNumber(kEndOp - 1) + 1]{};
    constexpr CompactRows() {
        for (unsigned byte = kFirstOp; byte < kEndOp; ++byte) {
            const OpInfo& info = opInfo(static_cast<uint8_t>(byte));
            if (info.name != nullptr) rows[rowNumber(byte)] = Row(info);
        }
    }
    constexpr const Row& operator[](unsigned byte) const { return rows[rowNumber(byte)]; }
};

namespace detail {
/// Whether two bytes may share a row.
constexpr bool alike(const OpInfo& a, const OpInfo& b) {
    return a.operand == b.operand && a.flow == b.flow && a.pop == b.pop && a.push == b.push;
}
constexpr bool rowsAreShared() {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const OpInfo& info = opInfo(static_cast<uint8_t>(byte));
        const bool isUnary = byte >= kUnaryBase && byte < kBinaryBase;
        const bool exists =
            isUnary ? byte < kUnaryBase + kUnaryOpCount : byte >= kFirstMulti && byte < kEndOp;
        if (byte >= kFirstMulti && (info.name != nullptr) != exists) return false;
        if (byte < kFirstOp && info.name != nullptr) return false;
        if (!exists || isUnary) continue;
        // The last byte of its 16.
        const unsigned last = (byte | 15u) < kEndOp ? byte | 15u : kEndOp - 1;
        if (!alike(info, opInfo(static_cast<uint8_t>(last)))) return false;
    }
    OpInfo unary = opInfo(Op::UNARY_OP_MULTI);
    ++unary.pop;
    return alike(unary, opInfo(Op::BINARY_OP_MULTI)) &&
           rowNumber(kUnaryBase) == rowNumber(kBinaryBase);
}
static_assert(rowsAreShared());
} // namespace detail

// --- groups of opcodes ---------------------------------------------------------------------------

inline constexpr unsigned kFirstSlotOp = static_cast<unsigned>(Op::LOAD_FAST_N);
inline constexpr unsigned kSlotOps = 6; // LOAD, STORE and DELETE, of FAST and DEREF in turn
inline constexpr unsigned kFirstFoldedSlotOp = static_cast<unsigned>(Op::LOAD_FAST_MULTI);

/// Whether an instruction names a local slot; its number is the operand.
constexpr bool namesSlot(unsigned byte) {
    return byte - kFirstSlotOp < kSlotOps || (byte >= kFirstFoldedSlotOp && byte < kUnaryBase);
}
/// Of one that does: whether the slot has to hold a cell.
constexpr bool usesCell(unsigned byte) {
    return byte - kFirstSlotOp < kSlotOps && (byte & 1) != 0;
}
/// Of one that does: whether it stores or deletes.
constexpr bool changesSlot(unsigned byte) {
    const unsigned which = byte - kFirstSlotOp;
    return which < kSlotOps ? which >= 2 : byte >= static_cast<unsigned>(Op::STORE_FAST_MULTI);
}

/// Of calls: whether the method that is called has a self below its arguments, and whether a bitmap
/// says which arguments are to be spread.
constexpr bool callsMethod(unsigned byte) {
    return (byte & 2) != 0;
}
constexpr bool callSpreads(unsigned byte) {
    return (byte & 1) != 0;
}

namespace detail {
constexpr bool isOneOf(Op op, const Op* from, size_t count) {
    for (size_t i = 0; i < count; ++i)
        if (op == from[i]) return true;
    return false;
}
constexpr bool groupsHold() {
    constexpr Op cells[] = {Op::LOAD_DEREF, Op::STORE_DEREF, Op::DELETE_DEREF};
    constexpr Op changes[] = {Op::STORE_FAST_N, Op::STORE_DEREF, Op::DELETE_FAST, Op::DELETE_DEREF,
                              Op::STORE_FAST_MULTI};
    constexpr Op folded[] = {Op::LOAD_FAST_MULTI, Op::STORE_FAST_MULTI};
    constexpr Op methods[] = {Op::CALL_METHOD, Op::CALL_METHOD_VAR_KW};
    constexpr Op spreading[] = {Op::CALL_FUNCTION_VAR_KW, Op::CALL_METHOD_VAR_KW};
    for (unsigned byte = kFirstOp; byte < kEndOp; ++byte) {
        const OpInfo& info = opInfo(static_cast<uint8_t>(byte));
        if (info.name == nullptr) continue;
        const Op op{info.base};
        if (namesSlot(byte) != (info.operand == Operand::Slot || isOneOf(op, folded, 2)))
            return false;
        if (namesSlot(byte) && (usesCell(byte) != isOneOf(op, cells, 3) ||
                                changesSlot(byte) != isOneOf(op, changes, 5)))
            return false;
        if (info.operand == Operand::Args && (callsMethod(byte) != isOneOf(op, methods, 2) ||
                                              callSpreads(byte) != isOneOf(op, spreading, 2)))
            return false;
    }
    return true;
}
static_assert(groupsHold());
} // namespace detail

} // namespace taipan::abi
