// Small modules for tests, put together by hand.
#pragma once

#include <string>
#include <vector>

#include "taipan/abi/opcodes.h"
#include "taipan/abi/prelude.h"
#include "taipan/mpy-format/module.h"

namespace taipan::test {

inline uint8_t asByte(abi::Op op) {
    return static_cast<uint8_t>(op);
}
inline uint8_t asByte(int value) {
    return static_cast<uint8_t>(value);
}

/// Bytes from opcodes and numbers.
template <typename... Items>
std::vector<uint8_t> bytes(Items... items) {
    return {asByte(items)...};
}

/// What a bytecode function is made from.
struct FunctionSpec {
    std::vector<uint8_t> opcodes;
    abi::Prelude prelude{}; // nInfo and nCell are filled in
    std::vector<uint8_t> names{1};
    std::vector<uint8_t> lines{};
    std::vector<uint8_t> cells{};
};

/// Prelude and opcodes of `spec`.
inline std::vector<uint8_t> encode(FunctionSpec spec) {
    spec.prelude.nInfo = static_cast<uint32_t>(spec.names.size() + spec.lines.size());
    spec.prelude.nCell = static_cast<uint32_t>(spec.cells.size());
    std::vector<uint8_t> code(abi::kMaxSignatureBytes + abi::kMaxSizeBytes);
    uint8_t* end = abi::encodeSignature(code.data(), spec.prelude);
    end = abi::encodeSizes(end, spec.prelude);
    code.resize(static_cast<size_t>(end - code.data()));
    for (const auto* part : {&spec.names, &spec.lines, &spec.cells, &spec.opcodes})
        code.insert(code.end(), part->begin(), part->end());
    return code;
}

/// A module whose parts live in its arena.
class Builder {
  public:
    Builder() {
        qstr("test.py");
        qstr("<module>", 7);
    }

    Builder& qstr(std::string_view text, uint16_t staticId = 0) {
        module.qstrs.push_back({module.arena.copy(text), staticId});
        return *this;
    }
    Builder& object(abi::ObjectTag tag, std::string_view text = {},
                    const std::vector<mpy::Object>& items = {}) {
        module.objects.push_back(
            {tag, module.arena.copy(text), module.arena.copy(std::span<const mpy::Object>(items))});
        return *this;
    }
    mpy::RawCode& code(const std::vector<uint8_t>& bytes,
                       abi::CodeKind kind = abi::CodeKind::Bytecode) {
        mpy::RawCode& raw = module.rawCodes.emplace_back();
        raw.kind = kind;
        raw.code = keep(bytes);
        return raw;
    }
    mpy::RawCode& function(const FunctionSpec& spec) { return code(encode(spec)); }
    Builder& children(uint32_t parent, const std::vector<uint32_t>& list) {
        module.rawCodes[parent].children = module.arena.copy(std::span<const uint32_t>(list));
        return *this;
    }
    std::span<const uint8_t> keep(const std::vector<uint8_t>& bytes) {
        return module.arena.copy(std::span<const uint8_t>(bytes));
    }

    mpy::Module module;
};

/// A prelude with a frame of `state` slots.
inline abi::Prelude frame(uint32_t state, uint32_t blocks = 0, uint32_t args = 0) {
    abi::Prelude prelude;
    prelude.nState = state;
    prelude.nExcStack = blocks;
    prelude.nPosArgs = args;
    return prelude;
}

/// Strings, objects, a class of every raw code kind, nesting: something of everything.
inline Builder sampleModule() {
    using abi::Op;
    Builder b;
    b.module.header.arch = abi::Arch::armv7m;
    b.module.header.subVersion = abi::kDialect63.subVersion;
    b.qstr("add").qstr("a").qstr("b");
    b.object(abi::ObjectTag::FunTable);
    b.object(abi::ObjectTag::Str, "a longer text");
    b.object(abi::ObjectTag::Int, "-123456789012345678901234567890");
    b.object(abi::ObjectTag::Tuple, {},
             {{abi::ObjectTag::None, {}, {}}, {abi::ObjectTag::Float, "2.5", {}}});
    b.object(abi::ObjectTag::Complex, "1j");
    b.object(abi::ObjectTag::Bytes, std::string_view("x\0y", 3));
    b.function({bytes(Op::MAKE_FUNCTION, 0, Op::STORE_NAME, 2, Op::LOAD_CONST_OBJ, 3, Op::POP_TOP,
                      Op::LOAD_CONST_NONE, Op::RETURN_VALUE),
                frame(1),
                {1},
                {0x24, 0x90, 0x07},
                {}});
    b.function({bytes(Op::LOAD_FAST_MULTI, 0xb1, 0xf2, Op::RETURN_VALUE),
                frame(4, 0, 2),
                {2, 3, 4},
                {0x20},
                {0}});
    mpy::RawCode& native =
        b.code({0, 0, 0, 0, 0xfe, 0xb5, 0x00, 0x02, 0x01}, abi::CodeKind::Native);
    native.preludeOffset = 6;
    mpy::RawCode& viper = b.code({1, 2, 3, 4, 5, 6, 7, 8}, abi::CodeKind::Viper);
    viper.scopeFlags = abi::kViperRodata | abi::kViperBss | abi::kViperRelocations;
    viper.rodata = b.keep({9, 9, 9, 9});
    viper.bssSize = 300;
    viper.relocations = b.keep({0x07, 0x02, 0x01, 0x0d, 0x01, 0xff});
    mpy::RawCode& assembler = b.code({0x70, 0x47}, abi::CodeKind::Asm);
    assembler.asmArgs = 2;
    assembler.asmTypeSig = 2;
    b.children(0, {1, 2, 3, 4});
    return b;
}

} // namespace taipan::test
