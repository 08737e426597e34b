// One bytecode instruction, taken apart as the opcode table of its dialect says.
#pragma once

#include <cstdint>
#include <span>

#include "taipan/abi/instructions.h"

namespace taipan::mpy {

using abi::DecodeError;

/// A decoded instruction. Offsets count from the first opcode of the function.
struct Instruction {
    const abi::OpInfo* row = &abi::opInfo(uint8_t{0}); // of its dialect
    abi::Op op{};                                      // the row's base opcode
    uint8_t byte = 0;                                  // the opcode byte as it stands in the file
    uint8_t extra = 0;    // the byte after the operand; 0 when there is none
    uint32_t offset = 0;  // of the opcode byte
    uint32_t size = 1;    // bytes, opcode included
    uint32_t operand = 0; // index, count or slot; for Folded operands, byte - base
    int64_t value = 0;    // Int operands, and LOAD_CONST_SMALL_INT_MULTI: the small int
    int64_t target = 0;   // Jump, Forward and Unwind: where to; may lie outside of the code

    const abi::OpInfo& info() const { return *row; }
    uint32_t end() const { return offset + size; }
    bool jumps() const { return abi::isJump(row->operand); }
};

/// Decodes the instruction at `offset` (below the size of `code`). After an error only `row`,
/// `byte` and `offset` of `out` mean anything; `row->name` is null after Undefined alone.
DecodeError decodeInstruction(const abi::Dialect& dialect, std::span<const uint8_t> code,
                              uint32_t offset, Instruction& out);

/// The local slot that an instruction names; -1 when it names none.
inline int64_t localSlot(const Instruction& instruction) {
    return abi::namesSlot(instruction.byte) ? int64_t{instruction.operand} : -1;
}

} // namespace taipan::mpy
