// The page that the disassembler writes: text lines, with the file's bytes beside them on request.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/abi/varint.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/instruction.h"

namespace taipan::mpy {

class Listing {
  public:
    explicit Listing(bool bytes) : bytes_(bytes) {}

    bool showsBytes() const { return bytes_; }

    /// A line of text, explaining `bytes`, which come next in the file.
    void line(std::span<const uint8_t> bytes, std::string_view text);
    void line(std::string_view text) { line({}, text); }
    /// A line that only matters to those who look at the bytes.
    void detail(std::span<const uint8_t> bytes, std::string_view text);
    std::string take() { return std::move(out_); }

  private:
    void hexColumn(std::span<const uint8_t> bytes);

    bool bytes_;
    uint64_t at_ = 0; // offset in the file
    std::string out_;
};

/// The bytes of a varuint.
std::vector<uint8_t> varuintBytes(uint64_t value);

/// A constant as Python would write it, cut to about `limit` characters.
std::string objectText(const Object& object, size_t limit);

/// "str", "tuple", ...; "<bad>" for tags outside of the enumeration.
std::string_view objectKind(abi::ObjectTag tag);

/// The mnemonic without the mark of the one-byte forms.
std::string_view mnemonic(const Instruction& instruction);

/// What operands are resolved against.
struct OperandContext {
    const Module& module;
    const RawCode& code;
    const Function& function;
    const std::vector<std::string>& names; // of all raw codes
};

/// The operand of `instruction` in words; "" when it has none.
std::string operandText(const OperandContext& context, const Instruction& instruction);

} // namespace taipan::mpy
