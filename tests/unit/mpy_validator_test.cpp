// One case a check of the validator: a module that is right but for one thing.
#include <catch2/catch.hpp>

#include "mpy_builder.h"
#include "taipan/mpy-format/validator.h"

using namespace taipan;
using namespace taipan::test;
using abi::CodeKind;
using abi::ObjectTag;
using abi::Op;
using Bytes = std::vector<uint8_t>;

namespace {

constexpr Op NONE = Op::LOAD_CONST_NONE;
constexpr Op POP = Op::POP_TOP;
constexpr Op RET = Op::RETURN_VALUE;

/// All findings, a line each.
std::string findings(const mpy::Module& module) {
    std::string all;
    for (const mpy::Problem& problem : mpy::validate(module)) all += toString(problem) + "\n";
    return all;
}

void expect(const Builder& b, const char* text) {
    INFO(text);
    CHECK_THAT(findings(b.module), Catch::Contains(text));
}

/// A right module body, to which cases add what is wrong.
Builder good() {
    Builder b;
    b.function({bytes(NONE, RET), frame(1)});
    return b;
}

/// A module body of these opcodes, in a frame that has room.
Builder body(const Bytes& opcodes, uint32_t blocks = 3, uint32_t state = 40) {
    Builder b;
    b.function({opcodes, frame(state, blocks)});
    return b;
}

/// A module body that makes a function by `making`, and that function.
Builder child(const Bytes& making, const FunctionSpec& spec) {
    Builder b = body(making);
    b.function(spec);
    b.children(0, {1});
    return b;
}

Builder machineCode(const Bytes& code, CodeKind kind) {
    Builder b = good();
    b.module.header.arch = abi::Arch::armv7m;
    b.module.header.subVersion = abi::kDialect63.subVersion;
    b.code(code, kind);
    b.children(0, {1});
    return b;
}

Builder relocations(const Bytes& records) {
    Builder b = machineCode(Bytes(8), CodeKind::Viper);
    b.module.rawCodes[1].scopeFlags = abi::kViperRelocations;
    b.module.rawCodes[1].relocations = b.keep(records);
    return b;
}

} // namespace

TEST_CASE("right modules pass", "[validator]") {
    CHECK(findings(good().module).empty());
    CHECK(findings(sampleModule().module).empty());
    CHECK(findings(relocations({0x03, 0x02, 0x01, 0xff}).module).empty());
}

TEST_CASE("header problems", "[validator]") {
    auto with = [](auto change, const char* text) {
        Builder b = good();
        change(b.module);
        expect(b, text);
    };
    with([](mpy::Module& m) { m.header.version = 5; }, "version 5 instead of 6");
    with([](mpy::Module& m) { m.header.arch = static_cast<abi::Arch>(15); }, "no architecture 15");
    with([](mpy::Module& m) { m.header.subVersion = 3; }, "a sub-version, but no architecture");
    with(
        [](mpy::Module& m) {
            m.header.arch = abi::Arch::x64;
            m.header.subVersion = 1;
        },
        "warning: native sub-version 1");
    with([](mpy::Module& m) { m.rawCodes[0].kind = CodeKind::Asm; }, "names no architecture");
    with([](mpy::Module& m) { m.header.smallIntBits = 0; }, "small ints of 0 bits");
    with([](mpy::Module& m) { m.header.smallIntBits = 64; }, "small ints of 64 bits");
    with([](mpy::Module& m) { m.qstrs.clear(); }, "lacks the source name");
    with([](mpy::Module& m) { m.qstrs.resize(65536); }, "65536 strings");
}

TEST_CASE("string problems", "[validator]") {
    expect(good().qstr("x", 166), "no static string 166");
    expect(good().qstr("x", 7), "\"x\" is not static string 7");
    expect(good().qstr(std::string(256, 'x')), "warning: string 2 has 256 bytes");
    expect(good().qstr("\xff"), "string 2 is not UTF-8");
    CHECK(findings(good().qstr("\xed\xa0\x80").module).empty()); // a lone surrogate
}

TEST_CASE("object problems", "[validator]") {
    const mpy::Object table{ObjectTag::FunTable, {}, {}};
    expect(good().object(ObjectTag::Tuple, {}, {table}), "function table within a tuple");
    expect(good().object(ObjectTag::FunTable), "function table without machine code");
    expect(good().object(ObjectTag::Int, "1-"), "malformed integer");
    expect(good().object(ObjectTag::Float, "1.2.3"), "malformed float");
    expect(good().object(ObjectTag::Float, "1e"), "malformed float");
    expect(good().object(ObjectTag::Complex, "(1+2j)"), "malformed complex");
    expect(good().object(ObjectTag::Str, "\x80"), "object 0: the text is not UTF-8");
    expect(good().object(static_cast<ObjectTag>(77)), "unknown tag");
    const auto nested = [](unsigned levels) {
        Builder deep = good();
        mpy::Object object{ObjectTag::None, {}, {}};
        for (unsigned i = 0; i < levels; ++i)
            object = {ObjectTag::Tuple,
                      {},
                      deep.module.arena.copy(std::span<const mpy::Object>(&object, 1))};
        deep.module.objects.push_back(object);
        return findings(deep.module);
    };
    CHECK(nested(abi::kMaxNesting).empty());
    CHECK_THAT(nested(abi::kMaxNesting + 1), Catch::Contains("tuples are nested too deeply"));
    for (const char* text : {"-1.5", "1e+100", "inf", "-inf", "nan"})
        CHECK(findings(good().object(ObjectTag::Float, text).module).empty());
}

TEST_CASE("the table of functions is no value of bytecode", "[validator]") {
    Builder b = machineCode({1, 2, 3, 4}, CodeKind::Viper);
    b.object(ObjectTag::FunTable);
    CHECK(findings(b.module).empty());
    const auto loads = encode({bytes(Op::LOAD_CONST_OBJ, 0, RET), frame(1)});
    b.module.rawCodes[0].code = b.keep(loads);
    const std::vector<mpy::Problem> found = mpy::validate(b.module);
    REQUIRE(found.size() == 1);
    CHECK(found[0].rule == verifier::Rule::ConstantKind);
    CHECK(found[0].opcode == asByte(Op::LOAD_CONST_OBJ));
    CHECK(found[0].offset == loads.size() - 3);
}

TEST_CASE("tree problems", "[validator]") {
    expect(Builder(), "there is no code");
    expect(good().children(0, {5}), "child 5 of 1 raw codes");
    expect(good().children(0, {0}), "has its place in the tree already");
    Builder twice = child(bytes(NONE, RET), {bytes(NONE, RET), frame(1)});
    expect(twice.children(0, {1, 1}), "raw code 1 has its place");
    expect(twice.children(0, {}), "nobody's child");
}

TEST_CASE("prelude problems", "[validator]") {
    auto with = [](FunctionSpec spec, const char* text) {
        Builder b;
        b.function(spec);
        expect(b, text);
    };
    const Bytes code = bytes(NONE, RET);
    abi::Prelude flags = frame(1);
    flags.scopeFlags = 0x10;
    with({code, flags}, "unknown scope flags 0x10");
    with({code, frame(1), {1}, {0x81}}, "ends inside of a record");
    with({code, frame(1), {1}, {0x03}}, "line table reaches behind");
}

TEST_CASE("native problems", "[validator]") {
    auto with = [](const Bytes& code, uint32_t prelude, const char* text) {
        Builder b = machineCode(code, CodeKind::Native);
        b.module.rawCodes[1].preludeOffset = prelude;
        expect(b, text);
    };
    with({0, 0, 0, 0, 0, 0x02, 1}, 99, "[prelude-whole]");
    with({0, 0, 0, 0, 0, 0x02, 9}, 4, "offset 6: string 9 of 2 [name-index]");
    with({0, 0, 0, 0, 0, 0x03, 1, 4}, 4, "5 locals in a frame of 1 slots [local-room]");
    with({0, 0, 0, 0, 0, 0x02, 1, 7}, 4, "bytes follow the prelude of a native");
    with({0, 0, 0, 0, 0x04, 0x02, 1}, 4, "warning: <module>.<module>: offset 4: exception blocks");
    with({0, 0, 0, 0, 0, 0x04, 1, 0x25}, 4, "offset 7: the line table reaches behind");
    with({0, 0, 0, 0x02, 1}, 2, "too short for its head");
    with({1, 0, 0, 0, 0, 0x02, 1}, 4, "in child slot 1 instead of 0");
    with({0, 0, 0, 0, 99, 0, 0, 0, 0x80, 0x40, 0x02, 1}, 8, "the generator starts at 99");
    Bytes large(70000);
    large.insert(large.end(), {0, 0x02, 1});
    with(large, 70000, "beyond 65535 bytes");
}

TEST_CASE("viper and assembler problems", "[validator]") {
    auto with = [](CodeKind kind, auto change, const char* text) {
        Builder b = machineCode({1, 2, 3, 4}, kind);
        change(b, b.module.rawCodes[1]);
        expect(b, text);
    };
    using B = Builder;
    using R = mpy::RawCode;
    with(
        CodeKind::Viper, [](B&, R& r) { r.code = {}; }, "there is no machine code");
    with(
        CodeKind::Viper, [](B&, R& r) { r.scopeFlags = 0x80; }, "unknown viper flags");
    with(
        CodeKind::Viper, [](B& b, R& r) { r.rodata = b.keep({1}); }, "constant data, which");
    with(
        CodeKind::Viper, [](B&, R& r) { r.bssSize = 1; }, "zeroed data, which");
    with(
        CodeKind::Viper, [](B& b, R& r) { r.relocations = b.keep({0xff}); }, "relocations, which");
    with(
        CodeKind::Asm, [](B&, R& r) { r.code = {}; }, "there is no machine code");
    with(
        CodeKind::Asm, [](B&, R& r) { r.scopeFlags = 1; }, "warning: <module>.<asm 1>");
    with(
        CodeKind::Asm, [](B&, R& r) { r.asmTypeSig = 4; }, "no return type 4");
    Builder parent = relocations({0xff});
    parent.function({bytes(NONE, RET), frame(1)});
    expect(parent.children(1, {2}), "disagree about the order");
    expect(relocations({0x01, 0x00}), "no end mark");
    expect(relocations({0x01, 0x80}), "no end mark");
    expect(relocations({0x00, 0xff}), "names no place");
    expect(relocations({0xff, 0x00}), "records follow the end mark");
    expect(relocations({0x01, 0x04, 0xff}), "outside of its section");
    expect(relocations({0x01, 0x01, 0xff}), "outside of its section");
    expect(relocations({0x03, 0x00, 0x03, 0xff}), "outside of its section");
    expect(relocations({0xc1, 0x00, 0xff}), "function table entry 87 of 87");
}

TEST_CASE("the limit holds", "[validator]") {
    Builder b = good();
    std::vector<uint32_t> children;
    for (uint32_t i = 1; i <= 200; ++i) {
        b.function({bytes(POP, NONE, RET), frame(1)});
        children.push_back(i);
    }
    b.children(0, children);
    CHECK(mpy::validate(b.module).size() == 100);
    CHECK(mpy::validate(b.module, {.limit = 7}).size() == 7);
    CHECK(mpy::hasErrors(mpy::validate(b.module)));
    CHECK_FALSE(mpy::hasErrors(mpy::validate(good().qstr(std::string(256, 'x')).module)));
}
