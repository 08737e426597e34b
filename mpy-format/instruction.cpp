#include "taipan/mpy-format/instruction.h"

namespace taipan::mpy {
namespace {

using abi::Operand;

/// Code of a file, for abi::decode(). The first failure sticks.
class FileCode {
  public:
    static constexpr unsigned kNumberBits = 32;
    static constexpr bool kKeepsInts = true;

    FileCode(const abi::Dialect& dialect, std::span<const uint8_t> code)
        : dialect_(dialect), code_(code) {}

    const abi::Dialect& dialect() const { return dialect_; }
    uint8_t byteAt(uint32_t at) {
        if (at < code_.size()) return code_[at];
        fail(DecodeError::Truncated);
        return 0;
    }
    Operand kindOf(unsigned byte) {
        if (dialect_.opInfo(byte).name == nullptr) fail(DecodeError::Undefined);
        return dialect_.opInfo(byte).operand;
    }
    uint32_t foldedOf(unsigned byte) const { return byte - dialect_.opInfo(byte).base; }
    void tooLarge(Operand) { fail(DecodeError::TooLarge); }
    void targetIs(uint32_t) {} // wherever that is

    DecodeError error() const { return error_; }

  private:
    void fail(DecodeError error) {
        if (error_ == DecodeError::None) error_ = error;
    }

    const abi::Dialect& dialect_;
    std::span<const uint8_t> code_;
    DecodeError error_ = DecodeError::None;
};

} // namespace

DecodeError decodeInstruction(const abi::Dialect& dialect, std::span<const uint8_t> code,
                              uint32_t offset, Instruction& out) {
    FileCode in(dialect, code);
    abi::DecodedValue decoded;
    abi::decode(in, offset, decoded);
    out = {};
    out.byte = static_cast<uint8_t>(decoded.byte);
    out.row = &dialect.opInfo(out.byte);
    out.op = abi::Op{out.row->base};
    out.extra = static_cast<uint8_t>(decoded.extra);
    out.offset = offset;
    out.size = decoded.end - offset;
    out.operand = decoded.operand;
    out.value = out.row->operand == Operand::Folded ? abi::foldedInt(out.operand) : decoded.value;
    // Two's complement: a distance is far below 2^31.
    if (out.jumps())
        out.target = int64_t{decoded.end} + static_cast<int32_t>(decoded.target - decoded.end);
    return in.error();
}

} // namespace taipan::mpy
