// One bytecode instruction, taken apart as the opcode table says.
#pragma once

#include <cstdint>
#include <span>

#include "taipan/abi/opcodes.h"

namespace taipan::mpy {

/// Why bytes are no instruction.
enum class DecodeError : uint8_t {
    None,
    Undefined, // no opcode has this byte value
    Truncated, // the code ends inside the instruction
    TooLarge   // an operand beyond 32 bits (64 for a small int)
};

/// A decoded instruction. Offsets count from the first opcode of the function.
struct Instruction {
    abi::Op op{};         // the row's base opcode
    uint8_t byte = 0;     // the opcode byte as it stands in the file
    uint8_t extra = 0;    // the byte after the operand; 0 when there is none
    uint32_t offset = 0;  // of the opcode byte
    uint32_t size = 1;    // bytes, opcode included
    uint32_t operand = 0; // index, count or slot; for Folded operands, byte - base
    int64_t value = 0;    // Int operands, and LOAD_CONST_SMALL_INT_MULTI: the small int
    int64_t target = 0;   // Jump, Forward and Unwind: where to; may lie outside of the code

    const abi::OpInfo& info() const { return abi::opInfo(byte); }
    uint32_t end() const { return offset + size; }
    bool jumps() const {
        return info().operand == abi::Operand::Jump || info().operand == abi::Operand::Forward ||
               info().operand == abi::Operand::Unwind;
    }
};

/// Decodes the instruction at `offset` (below the size of `code`). After an error only `byte` and
/// `offset` of `out` mean anything.
DecodeError decodeInstruction(std::span<const uint8_t> code, uint32_t offset, Instruction& out);

/// The local slot that an instruction names; -1 when it names none.
int64_t localSlot(const Instruction& instruction);

} // namespace taipan::mpy
