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
    with([](mpy::Module& m) { m.qstrs.clear(); }, "lacks the source name");
    with([](mpy::Module& m) { m.qstrs.resize(65536); }, "65536 strings");
}

TEST_CASE("string problems", "[validator]") {
    expect(good().qstr("x", 166), "no static string 166");
    expect(good().qstr("x", 7), "\"x\" is not static string 7");
    expect(good().qstr(std::string(256, 'x')), "warning: string 2 has 256 bytes");
    expect(good().qstr("\xff"), "warning: string 2 is not UTF-8");
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
    expect(good().object(ObjectTag::Str, "\x80"), "warning: object 0 is not UTF-8");
    expect(good().object(static_cast<ObjectTag>(77)), "unknown tag");
    mpy::Object nested{ObjectTag::None, {}, {}};
    Builder deep = good();
    for (int i = 0; i < 1100; ++i)
        nested = {
            ObjectTag::Tuple, {}, deep.module.arena.copy(std::span<const mpy::Object>(&nested, 1))};
    deep.module.objects.push_back(nested);
    expect(deep, "tuples are nested too deeply");
    for (const char* text : {"-1.5", "1e+100", "inf", "-inf", "nan"})
        CHECK(findings(good().object(ObjectTag::Float, text).module).empty());
}

TEST_CASE("tree problems", "[validator]") {
    expect(Builder(), "there is no code");
    expect(good().children(0, {5}), "child 5 of 1 raw codes");
    expect(good().children(0, {0}), "has its place in the tree already");
    Builder twice = child(bytes(NONE, RET), {bytes(NONE, RET), frame(1)});
    expect(twice.children(0, {1, 1}), "raw code 1 has its place");
    expect(twice.children(0, {}), "nobody's child");
    expect(twice.children(0, std::vector<uint32_t>(65536, 1)), "65536 children");
}

TEST_CASE("prelude problems", "[validator]") {
    auto with = [](FunctionSpec spec, const char* text) {
        Builder b;
        b.function(spec);
        expect(b, text);
    };
    const Bytes code = bytes(NONE, RET);
    with({code, frame(1), {9}}, "name: string 9 of 2");
    abi::Prelude flags = frame(1);
    flags.scopeFlags = 0x10;
    with({code, flags}, "unknown scope flags 0x10");
    abi::Prelude defaults = frame(1);
    defaults.nDefPosArgs = 1;
    with({code, defaults}, "1 defaults for 0 positional");
    with({code, frame(1, 0, 2), {1, 1, 1}}, "2 arguments in a frame of 1 slots");
    with({code, frame(4, 0, 2), {1, 1, 1}}, "the module body takes arguments");
    with({code, frame(2), {1}, {}, {2}}, "cell in slot 2 of a frame of 2");
    with({code, frame(1), {1}, {0x81}}, "ends inside of a record");
    with({code, frame(1), {1}, {0x03}}, "line table reaches behind");
    auto raw = [](const Bytes& bytes, const char* text) {
        Builder b;
        b.code(bytes);
        expect(b, text);
    };
    raw({}, "malformed prelude signature");
    raw({0x80}, "malformed prelude signature");
    raw(Bytes(20, 0x80), "malformed prelude signature");
    raw({0x00}, "malformed prelude sizes");
    raw({0x00, 0x04, 0x01}, "reach behind the end");
    raw({0x02, 0x02, 0x01}, "too small for the names");
    raw({0x00, 0x02, 0x81}, "malformed name");
}

TEST_CASE("instruction problems", "[validator]") {
    expect(body({}), "no opcodes");
    expect(body(bytes(0xff)), "undefined opcode 0xff");
    expect(body(bytes(Op::LOAD_NAME)), "ends inside of an instruction");
    expect(body(bytes(Op::BUILD_LIST, 0xff, 0xff, 0xff, 0xff, 0x7f)), "operand is too large");
    expect(body(bytes(Op::BUILD_LIST, 0x8f, 0xff, 0xff, 0xff, 0x7f)),
           "BUILD_LIST: the operand is too large");
    expect(body(bytes(Op::LOAD_NAME, 2)), "string 2 of 2");
    expect(body(bytes(Op::LOAD_CONST_OBJ, 0)), "object 0 of 0");
    Builder table = body(bytes(Op::LOAD_CONST_OBJ, 0));
    expect(table.object(ObjectTag::FunTable), "is the function table, not a value");
    expect(body(bytes(Op::MAKE_FUNCTION, 0)), "child 0 of 0");
    expect(body(bytes(Op::JUMP, 0x41, Op::LOAD_NAME, 0)), "target 3 is not an instruction");
    expect(body(bytes(Op::JUMP, 0x00)), "target -62 is not an instruction");
    expect(body(bytes(NONE, NONE, NONE, NONE, Op::BUILD_SLICE, 4)), "must be the byte 2 or 3");
    expect(body(bytes(NONE, NONE, Op::BUILD_SLICE, 0x80, 2)), "must be the byte 2 or 3");
    expect(body(bytes(Op::STORE_COMP, 7)), "no collection kind 3");
    expect(body(bytes(Op::CALL_FUNCTION, 0x84, 0x80, 0x00)), "more than 16 bits");
    expect(body(bytes(NONE, Op::YIELD_VALUE, RET)), "not marked as a generator");
    expect(body(bytes(Op::LOAD_CONST_SMALL_INT, 0x84, 0x80, 0x80, 0x80, 0x00, RET)),
           "1073741824 does not fit in 31 bits");
    expect(body(bytes(Op::LOAD_FAST_N, 40, RET)), "slot 40 of a frame of 40");
    expect(body(bytes(Op::LOAD_DEREF, 0, RET)), "slot 0 holds no cell");
}

TEST_CASE("problems of making functions", "[validator]") {
    const Bytes code = bytes(NONE, RET);
    expect(child(bytes(NONE, Op::MAKE_CLOSURE, 0, 1, RET), {code, frame(1)}),
           "1 cells for a function of 0 positional");
    abi::Prelude defaults = frame(2, 0, 1);
    defaults.nDefPosArgs = 1;
    expect(child(bytes(Op::MAKE_FUNCTION, 0, RET), {code, defaults, {1, 1}}),
           "has defaults, but gets none");
    const FunctionSpec closure{bytes(Op::LOAD_DEREF, 0, RET), frame(2, 0, 1), {1, 1}};
    CHECK(findings(child(bytes(NONE, Op::MAKE_CLOSURE, 0, 1, RET), closure).module).empty());
    expect(child(bytes(Op::MAKE_FUNCTION, 0, RET), closure), "slot 0 holds no cell");
}

TEST_CASE("stack problems", "[validator]") {
    expect(body(bytes(NONE)), "control runs off the end");
    expect(body(bytes(POP, NONE, RET)), "POP_TOP: takes 1 entries, but the stack has 0");
    expect(body(bytes(NONE, NONE, Op::CALL_FUNCTION, 2, RET)),
           "takes 3 entries, but the stack has 2");
    expect(body(bytes(NONE, Op::POP_JUMP_IF_TRUE, 0x41, NONE, NONE, RET)), "another path with");
    expect(body(bytes(NONE, Op::FOR_ITER, 0, RET)), "takes 4 entries, but the stack has 1");
    expect(body(bytes(NONE, NONE, Op::STORE_COMP, 0, NONE, RET)), "lies among the items");
    expect(body(bytes(Op::BUILD_LIST, 0, NONE, Op::STORE_COMP, 20, RET)), "takes 6 entries");
    Builder tight;
    tight.function({bytes(NONE, NONE, POP, RET), frame(1)});
    expect(tight, "the frame has 1 slots, but 0 locals and 2 stack entries need 2");
    Builder locals;
    locals.function({bytes(NONE, 0xc1, NONE, RET), frame(2)});
    expect(locals, "2 locals and 1 stack entries need 3");
}

TEST_CASE("exception block problems", "[validator]") {
    // try: pass / except: pass
    const Bytes tryExcept = bytes(Op::SETUP_EXCEPT, 2, Op::POP_EXCEPT_JUMP, 4, POP,
                                  Op::POP_EXCEPT_JUMP, 1, Op::END_FINALLY, NONE, RET);
    CHECK(findings(body(tryExcept).module).empty());
    expect(body(tryExcept, 0), "opens 1 exception blocks; the prelude has room for 0");
    expect(body(bytes(Op::POP_EXCEPT_JUMP, 0, NONE, RET)), "no exception block is open");
    expect(body(bytes(Op::SETUP_FINALLY, 2, Op::POP_EXCEPT_JUMP, 1, Op::END_FINALLY, NONE, RET)),
           "the innermost block is not a try-except");
    expect(
        body(bytes(Op::SETUP_EXCEPT, 3, NONE, Op::POP_EXCEPT_JUMP, 1, Op::END_FINALLY, NONE, RET)),
        "leaves the block with 1 entries on the stack instead of 0");
    expect(body(bytes(NONE, Op::SETUP_EXCEPT, 1, POP, Op::RAISE_LAST)),
           "which the exception block keeps");
    expect(body(bytes(Op::SETUP_FINALLY, 2, NONE, Op::END_FINALLY, Op::END_FINALLY, NONE, RET)),
           "comes before the block's handler");
    expect(body(bytes(Op::SETUP_FINALLY, 1, NONE, NONE, Op::END_FINALLY, NONE, RET)),
           "ends the block with 1 entries on the stack instead of 0");
    expect(body(bytes(NONE, Op::POP_JUMP_IF_TRUE, 0x42, Op::SETUP_EXCEPT, 0, NONE, RET)),
           "another path");
    expect(body(bytes(NONE, Op::POP_JUMP_IF_TRUE, 0x42, Op::SETUP_FINALLY, 1, NONE, RET)),
           "within other exception blocks");
}

TEST_CASE("with and unwinding problems", "[validator]") {
    const Bytes with =
        bytes(NONE, Op::SETUP_WITH, 2, POP, NONE, Op::WITH_CLEANUP, Op::END_FINALLY, NONE, RET);
    CHECK(findings(body(with, 1, 5).module).empty());
    expect(body(with, 1, 4), "the frame has 4 slots, but 0 locals and 5 stack entries need 5");
    expect(body(bytes(NONE, NONE, NONE, Op::WITH_CLEANUP, RET)), "no exception block is open");
    expect(body(bytes(NONE, NONE, Op::SETUP_FINALLY, 1, NONE, Op::WITH_CLEANUP, Op::END_FINALLY,
                      NONE, RET)),
           "is not in the handler of a with");
    expect(body(bytes(NONE, Op::SETUP_WITH, 2, POP, NONE, NONE, Op::WITH_CLEANUP, RET)),
           "finds 4 entries on the stack instead of 3");
    auto unwind = [](uint8_t count) {
        return bytes(Op::SETUP_FINALLY, 4, Op::UNWIND_JUMP, 0x43, count, NONE, Op::END_FINALLY,
                     NONE, RET);
    };
    CHECK(findings(body(unwind(1)).module).empty());
    expect(body(unwind(0)), "leaves no exception block");
    expect(body(unwind(2)), "leaves 2 exception blocks, 1 are open");
    expect(body(unwind(0x81)), "there is no iterator to drop");
    expect(body(bytes(Op::SETUP_FINALLY, 5, NONE, Op::UNWIND_JUMP, 0x42, 1, NONE, Op::END_FINALLY,
                      NONE, RET)),
           "1 entries on the stack where the block has 0");
    // The return leaves value and reason for the handler, which needs one entry more.
    const Bytes early =
        bytes(Op::SETUP_FINALLY, 3, NONE, RET, NONE, NONE, POP, Op::END_FINALLY, NONE, RET);
    CHECK(findings(body(early, 1, 3).module).empty());
    expect(body(early, 1, 2), "0 locals and 3 stack entries need 3");
}

TEST_CASE("native problems", "[validator]") {
    auto with = [](const Bytes& code, uint32_t prelude, const char* text) {
        Builder b = machineCode(code, CodeKind::Native);
        b.module.rawCodes[1].preludeOffset = prelude;
        expect(b, text);
    };
    with({0, 0, 0, 0, 0, 0x02, 1}, 99, "prelude starts behind the end");
    with({0, 0, 0, 0, 0, 0x02, 1, 7}, 4, "bytes follow the prelude of a native");
    with({0, 0, 0, 0, 0, 0x04, 1, 0x20}, 4, "warning: <module>.<module>: offset 4: line table");
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
    const Builder b = body(Bytes(5000, asByte(Op::LOAD_FAST_N)), 0, 1);
    CHECK(mpy::validate(b.module).size() == 100);
    CHECK(mpy::validate(b.module, {.limit = 7}).size() == 7);
    CHECK(mpy::hasErrors(mpy::validate(b.module)));
    CHECK_FALSE(mpy::hasErrors(mpy::validate(good().qstr("\xff").module)));
}
