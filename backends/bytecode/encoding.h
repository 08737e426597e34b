// Operations of the IR as bytes. The layout counts with the functions that the emitter writes with.
#pragma once

#include <cstdint>
#include <vector>

#include "taipan/abi/instructions.h"
#include "taipan/codegen/ir.h"

namespace taipan {

/// The version that is made. What the layout and the emitter know of it:
inline constexpr const abi::Dialect& kMadeDialect = abi::kDialect63;
static_assert(kMadeDialect.jumps == abi::JumpForm::OneOrTwoBytes &&
              kMadeDialect.prelude == abi::PreludeForm::Packed &&
              kMadeDialect.qstrs == abi::QstrForm::FileTable);

/// What the operands of operations refer to.
struct OperandTables {
    const std::vector<uint32_t>& qstrIndex;   // by NameId
    const std::vector<uint32_t>& objectIndex; // by index into ir::Module::constants
    const std::vector<int64_t>& wideInts;
};

/// Encodes `instr`, which is neither a jump nor a mark, into a sink (see abi/instructions.h).
template <typename Sink>
inline void encodeInstr(Sink& out, const ir::Instr& instr, const OperandTables& tables) {
    using abi::Operand;
    switch (kMadeDialect.opInfo(static_cast<uint8_t>(instr.op)).operand) {
    case Operand::None: return abi::encodePlain(out, instr.op);
    case Operand::Folded: return abi::encodeFolded(out, instr.op, instr.arg);
    case Operand::Int:
        return abi::encodeInt(out, instr.wide != 0 ? tables.wideInts[instr.arg]
                                                   : static_cast<int32_t>(instr.arg));
    case Operand::Qstr: return abi::encodeNumber(out, instr.op, tables.qstrIndex[instr.arg]);
    case Operand::Object: return abi::encodeNumber(out, instr.op, tables.objectIndex[instr.arg]);
    case Operand::Slot: return abi::encodeSlot(out, instr.op, instr.arg);
    case Operand::Args:
    case Operand::Split:
        return abi::encodeNumber(out, instr.op, abi::joinParts(instr.arg, instr.wide));
    case Operand::Child:
    case Operand::Hint:
    case Operand::Count:
    case Operand::Comp: return abi::encodeNumber(out, instr.op, instr.arg);
    case Operand::ChildCells: return abi::encodeClosure(out, instr.op, instr.arg, instr.extra);
    case Operand::Unwind:
    case Operand::Jump:
    case Operand::Forward: return;
    }
}

/// True for operations behind which code is unreachable up to the next label.
inline bool endsFlow(abi::Op op) {
    const abi::Flow flow = kMadeDialect.opInfo(static_cast<uint8_t>(op)).flow;
    return flow == abi::Flow::Goto || flow == abi::Flow::Stop;
}

} // namespace taipan
