#include "taipan/mpy-format/instruction.h"

namespace taipan::mpy {
namespace {

using abi::Op;
using abi::Operand;

/// Reads operands from the code; the first failure sticks.
class OperandCursor {
  public:
    OperandCursor(std::span<const uint8_t> code, size_t at) : code_(code), at_(at) {}

    uint32_t byte() {
        if (at_ < code_.size()) return code_[at_++];
        error_ = DecodeError::Truncated;
        return 0;
    }

    uint32_t varuint() {
        uint64_t value = 0;
        for (;;) {
            const uint32_t next = byte();
            value = value << 7 | (next & 0x7f);
            if (value > UINT32_MAX) {
                error_ = DecodeError::TooLarge;
                return 0;
            }
            if ((next & 0x80) == 0) return static_cast<uint32_t>(value);
        }
    }

    int64_t varint() {
        uint32_t next = byte();
        const bool negative = (next & 0x40) != 0;
        // Shifting is done on the unsigned value; `lost` sees whether bits fall out at the top.
        uint64_t value = negative ? ~uint64_t{0} : 0;
        for (;;) {
            const uint64_t shifted = value << 7 | (next & 0x7f);
            if (static_cast<int64_t>(shifted) >> 7 != static_cast<int64_t>(value)) {
                error_ = DecodeError::TooLarge;
                return 0;
            }
            value = shifted;
            if ((next & 0x80) == 0) return static_cast<int64_t>(value);
            next = byte();
        }
    }

    /// A jump distance: one byte, or two when bit 7 of the first is set.
    int32_t distance(bool isSigned) {
        const uint32_t first = byte();
        if ((first & 0x80) == 0) return static_cast<int32_t>(first) - (isSigned ? 0x40 : 0);
        const uint32_t wide = (first & 0x7f) | byte() << 7;
        return static_cast<int32_t>(wide) - (isSigned ? 0x4000 : 0);
    }

    uint32_t at() const { return static_cast<uint32_t>(at_); }
    DecodeError error() const { return error_; }

  private:
    std::span<const uint8_t> code_;
    size_t at_;
    DecodeError error_ = DecodeError::None;
};

void decodeFolded(Instruction& out) {
    out.operand = out.byte - static_cast<uint32_t>(out.info().base);
    out.value = static_cast<int64_t>(out.operand) - abi::kSmallIntMultiExcess;
}

void decodeOperand(OperandCursor& cursor, Instruction& out) {
    switch (out.info().operand) {
    case Operand::None: break;
    case Operand::Folded: decodeFolded(out); break;
    case Operand::Int: out.value = cursor.varint(); break;
    case Operand::Qstr:
    case Operand::Uint:
    case Operand::Object:
    case Operand::Child: out.operand = cursor.varuint(); break;
    case Operand::ChildCells:
        out.operand = cursor.varuint();
        out.extra = static_cast<uint8_t>(cursor.byte());
        break;
    case Operand::Jump:
    case Operand::Forward:
    case Operand::Unwind: {
        const int32_t distance = cursor.distance(out.info().operand != Operand::Forward);
        out.target = int64_t{cursor.at()} + distance;
        if (out.info().operand == Operand::Unwind) out.extra = static_cast<uint8_t>(cursor.byte());
        break;
    }
    }
}

} // namespace

DecodeError decodeInstruction(std::span<const uint8_t> code, uint32_t offset, Instruction& out) {
    out = {};
    out.byte = code[offset];
    out.offset = offset;
    if (out.info().name == nullptr) return DecodeError::Undefined;
    out.op = static_cast<Op>(out.info().base);
    OperandCursor cursor(code, size_t{offset} + 1);
    decodeOperand(cursor, out);
    out.size = cursor.at() - offset;
    return cursor.error();
}

int64_t localSlot(const Instruction& instruction) {
    switch (instruction.op) {
    case Op::LOAD_FAST_N:
    case Op::LOAD_DEREF:
    case Op::STORE_FAST_N:
    case Op::STORE_DEREF:
    case Op::DELETE_FAST:
    case Op::DELETE_DEREF:
    case Op::LOAD_FAST_MULTI:
    case Op::STORE_FAST_MULTI: return instruction.operand;
    default: return -1;
    }
}

} // namespace taipan::mpy
