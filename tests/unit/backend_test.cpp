// From the intermediate form to bytes: verification, layout, constants, and compile() as a library.
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <sys/mman.h>
#include <thread>
#include <vector>

#include "backends/bytecode/constant_table.h"
#include "backends/bytecode/encoding.h"
#include "backends/bytecode/layout.h"
#include "taipan/compiler.h"

using namespace taipan;
using abi::Op;
using ir::Instr;

// ---- ir::verify --------------------------------------------------------------------------------

namespace {
/// What verify() says about a module of one function with this code.
std::string verdict(std::vector<Instr> code, uint32_t labels = 0) {
    Scope scope;
    scope.localCount = 2;
    ir::Module module;
    module.functions.resize(1);
    module.functions[0].scope = &scope;
    module.functions[0].labelCount = labels;
    module.functions[0].code = std::move(code);
    return ir::verify(module);
}

constexpr Instr kNone{Op::LOAD_CONST_NONE};
constexpr Instr kReturn{Op::RETURN_VALUE};
} // namespace

TEST_CASE("verify: accepts sound code") {
    CHECK(verdict({kNone, kReturn}) == "");
    CHECK(verdict({kNone, {Op::POP_JUMP_IF_TRUE, 0, 0, 0}, {ir::kLabel, 0, 0, 0}, kNone, kReturn},
                  1) == "");
    CHECK(verdict({{ir::kAdjust, 0, 0, 2}, {ir::kAdjust, 0, 0, ~uint32_t{1}}, kNone, kReturn}) ==
          "");
}

TEST_CASE("verify: labels") {
    const Instr label{ir::kLabel, 0, 0, 0}, jump{Op::JUMP, 0, 0, 0};
    CHECK(verdict({label, kNone, kReturn}, 0) == "function 0: label out of range at operation 0");
    CHECK(verdict({label, label, kNone, kReturn}, 1) ==
          "function 0: label placed twice at operation 1");
    CHECK(verdict({jump, kNone, kReturn}, 1) ==
          "function 0: jump to a label that is not placed at operation 0");
    CHECK(verdict({{Op::JUMP, 0, 0, 9}, kNone, kReturn}, 1) ==
          "function 0: jump to a label that is not placed at operation 0");
}

TEST_CASE("verify: operands") {
    const auto check = [](Instr instr, const char* what) {
        CAPTURE(what);
        CHECK(verdict({instr, kNone, kReturn}) ==
              "function 0: " + std::string(what) + " at operation 0");
    };
    check({Op::LOAD_NAME, 0, 0, 0}, "missing name");
    check({Op::LOAD_CONST_OBJ, 0, 0, 0}, "constant out of range");
    check({Op::LOAD_CONST_SMALL_INT, 0, 1, 0}, "integer index out of range");
    check({Op::MAKE_FUNCTION, 0, 0, 0}, "child out of range");
    check({Op::MAKE_CLOSURE, 1, 1, 3}, "child out of range");
    check({Op::LOAD_FAST_N, 0, 0, 2}, "slot out of range");
    check({Op::DELETE_DEREF, 0, 0, 2}, "slot out of range");
    check({Op::UNARY_OP_MULTI, 0, 0, abi::kUnaryOpCount}, "operator out of range");
    check({Op::BINARY_OP_MULTI, 0, 0, abi::kBinaryOpCount}, "operator out of range");
    check({ir::kRoom, 0, 0, 0}, "room out of range");
    check({ir::kUnbind, 0, 0, 2}, "slot out of range");
    check({Op{0x05}, 0, 0, 0}, "undefined operation");
}

TEST_CASE("verify: stack depth and end") {
    CHECK(verdict({{Op::POP_TOP}, kNone, kReturn}) ==
          "function 0: stack depth below zero at operation 0");
    CHECK(verdict({kNone, kNone, kReturn}) == "function 0: stack not empty at the end");
    CHECK(verdict({kNone, {Op::POP_TOP}}) == "function 0: function does not end in a return");
    CHECK(verdict({}) == "function 0: function does not end in a return");
}

// ---- layout ------------------------------------------------------------------------------------

namespace {
constexpr Instr kPop{Op::POP_TOP};

/// Lays out one function; operations of one byte fill the gaps.
struct Laid {
    explicit Laid(std::vector<Instr> code, uint32_t labels = 4, bool lines = true,
                  uint32_t nameBytes = 1, uint32_t cells = 0) {
        function.scope = &scope;
        function.labelCount = labels;
        function.code = std::move(code);
        layout.run(function, {qstrs, objects, wideInts}, nameBytes, cells, lines);
    }
    std::vector<int> sizes() const {
        std::vector<int> result;
        for (const Layout::Jump& jump : layout.jumps()) result.push_back(1 + jump.width);
        return result;
    }
    Scope scope;
    ir::Function function;
    std::vector<uint32_t> qstrs, objects;
    std::vector<int64_t> wideInts;
    Layout layout;
};

using Sizes = std::vector<int>;

Instr label(uint32_t number) {
    return {ir::kLabel, 0, 0, number};
}
Instr line(uint32_t number) {
    return {ir::kLine, 0, 0, number};
}
Instr jump(Op op, uint32_t to) {
    return {op, 0, 0, to};
}

void fill(std::vector<Instr>& code, size_t bytes) {
    code.insert(code.end(), bytes, kPop);
}

/// A jump over `gap` bytes.
Laid over(Op op, size_t gap) {
    std::vector<Instr> code{jump(op, 0)};
    fill(code, gap);
    code.push_back(label(0));
    code.push_back(kReturn);
    return Laid(code);
}

Laid backOver(size_t gap) {
    std::vector<Instr> code{label(0)};
    fill(code, gap);
    code.push_back(jump(Op::POP_JUMP_IF_TRUE, 0));
    code.push_back(kReturn);
    return Laid(code);
}
} // namespace

TEST_CASE("layout: jumps start long, so a jump that would just fit stays long") {
    CHECK(over(Op::POP_JUMP_IF_TRUE, 62).sizes() == Sizes{2});
    CHECK(over(Op::POP_JUMP_IF_TRUE, 63).sizes() == Sizes{3});
    CHECK(over(Op::SETUP_EXCEPT, 126).sizes() == Sizes{2});
    CHECK(over(Op::SETUP_EXCEPT, 127).sizes() == Sizes{3});
    CHECK(backOver(62).sizes() == Sizes{2});
    CHECK(backOver(63).sizes() == Sizes{3});
}

TEST_CASE("layout: a jump shrinks once those inside it have") {
    std::vector<Instr> code{jump(Op::POP_JUMP_IF_TRUE, 0)};
    fill(code, 60);
    code.push_back(jump(Op::POP_JUMP_IF_TRUE, 0));
    code.push_back(label(0));
    code.push_back(kReturn);
    const Laid laid(code);
    CHECK(laid.sizes() == Sizes{2, 2});
    CHECK(laid.layout.codeSize() == 2 + 60 + 2 + 1);
    CHECK(laid.layout.distance(laid.layout.jumps()[0]) == 62);
    CHECK(laid.layout.distance(laid.layout.jumps()[1]) == 0);
}

TEST_CASE("layout: distances count from behind the jump") {
    CHECK(over(Op::POP_JUMP_IF_TRUE, 10)
              .layout.distance(over(Op::POP_JUMP_IF_TRUE, 10).layout.jumps()[0]) == 10);
    const Laid back = backOver(10);
    CHECK(back.layout.distance(back.layout.jumps()[0]) == -12);
}

TEST_CASE("layout: how far a jump reaches") {
    CHECK(over(Op::POP_JUMP_IF_TRUE, 0x3fff).layout.fits());
    CHECK_FALSE(over(Op::POP_JUMP_IF_TRUE, 0x4000).layout.fits());
    CHECK(over(Op::SETUP_EXCEPT, 0x7fff).layout.fits());
    CHECK_FALSE(over(Op::SETUP_EXCEPT, 0x8000).layout.fits());
    CHECK(backOver(0x4000 - 3).layout.fits());
    CHECK_FALSE(backOver(0x4000 - 2).layout.fits());
}

TEST_CASE("layout: unreachable operations take no space but count for the depth") {
    const Laid laid({kReturn, kNone, kNone, kNone, jump(Op::JUMP, 0), label(0), kReturn});
    CHECK(laid.layout.codeSize() == 2);
    CHECK(laid.layout.jumps().empty());
    CHECK(laid.layout.prelude().nState == 2);
}

TEST_CASE("layout: an operation has the size that the emitter writes") {
    const std::vector<uint32_t> numbers{0, 127, 128, 16383, 16384, 70000};
    const std::vector<int64_t> wide{INT64_MIN, INT64_MAX, int64_t{1} << 40};
    const OperandTables tables{numbers, numbers, wide};
    const auto check = [&](const Instr& instr) {
        uint8_t bytes[16];
        abi::ByteSink writes{bytes};
        abi::SizeSink counts;
        encodeInstr(writes, instr, tables);
        encodeInstr(counts, instr, tables);
        CAPTURE(abi::opInfo(instr.op).name, instr.arg, instr.wide);
        CHECK(counts.size == static_cast<size_t>(writes.at - bytes));
        abi::TrustedCode code{bytes};
        abi::DecodedValue out;
        abi::decode(code, 0, out);
        CHECK(out.end == counts.size);
        const bool isTable = abi::opInfo(instr.op).operand == abi::Operand::Qstr ||
                             abi::opInfo(instr.op).operand == abi::Operand::Object;
        if (isTable) CHECK(out.operand == numbers[instr.arg]);
    };
    for (unsigned byte = 0; byte < 256; ++byte) {
        const abi::OpInfo& info = abi::opInfo(static_cast<uint8_t>(byte));
        if (info.name == nullptr || info.base != byte || abi::isJump(info.operand)) continue;
        const Op op{info.base};
        if (info.operand == abi::Operand::Int) {
            for (uint16_t i = 0; i < wide.size(); ++i) check({op, 0, 1, i});
            for (int32_t value : {0, -16, -17, 47, 48, 63, 64, -64, -65, INT32_MAX, INT32_MIN})
                check({op, 0, 0, static_cast<uint32_t>(value)});
        } else if (info.operand == abi::Operand::Folded) {
            for (uint32_t i = 0; i < info.count; ++i) check({op, 0, 0, i});
        } else {
            for (uint32_t i = 0; i < numbers.size(); ++i) check({op, 3, 0, i});
            for (uint32_t number : {15u, 16u, 127u, 128u, 255u})
                if (abi::hasTwoParts(info.operand) || info.operand >= abi::Operand::Slot)
                    for (uint16_t second : {0, 1, 64, 255}) check({op, 3, second, number});
        }
    }
}

TEST_CASE("layout: the prelude's numbers") {
    Scope scope;
    scope.localCount = 3;
    scope.positionalArgs = 2;
    scope.keywordOnlyArgs = 1;
    ir::Function function;
    function.scope = &scope;
    function.blockDepth = 4;
    function.positionalDefaults = 1;
    function.code = {kNone, kNone, kPop, kReturn};
    const std::vector<uint32_t> none;
    const std::vector<int64_t> noInts;
    Layout layout;
    layout.run(function, {none, none, noInts}, 5, 2, false);
    const abi::Prelude& prelude = layout.prelude();
    CHECK(prelude.nState == 5);
    CHECK(prelude.nExcStack == 4);
    CHECK(prelude.nPosArgs == 2);
    CHECK(prelude.nKwonlyArgs == 1);
    CHECK(prelude.nDefPosArgs == 1);
    CHECK(prelude.nInfo == 5);
    CHECK(prelude.nCell == 2);
}

TEST_CASE("layout: line table") {
    const auto table = [](std::vector<Instr> code, bool lines = true) {
        return Laid(std::move(code), 0, lines).layout.lineTable();
    };
    using Bytes = std::vector<uint8_t>;
    CHECK(table({kReturn}) == Bytes{});
    CHECK(table({line(2), kReturn}) == Bytes{0x20});
    CHECK(table({kNone, kPop, line(3), kReturn}) == Bytes{0x42});
    CHECK(table({line(2), kReturn}, false) == Bytes{});
    CHECK(Laid({line(2), kReturn}).layout.prelude().nInfo == 2);
}

TEST_CASE("layout: one object lays out functions of any size one after another") {
    const std::vector<uint32_t> none;
    const std::vector<int64_t> noInts;
    Scope scope;
    Layout layout;
    for (const size_t gap : {size_t{100}, size_t{0}, size_t{1000}, size_t{5}}) {
        ir::Function function;
        function.scope = &scope;
        function.labelCount = 1;
        function.code = {jump(Op::POP_JUMP_IF_TRUE, 0)};
        fill(function.code, gap);
        function.code.push_back(label(0));
        function.code.push_back(kReturn);
        layout.run(function, {none, none, noInts}, 1, 0, true);
        CHECK(layout.jumps().size() == 1);
        CHECK(layout.codeSize() == gap + 1 + (gap < 63 ? 2 : 3));
    }
}

// ---- constants ---------------------------------------------------------------------------------

namespace {
using ConstantKind = Constant::Kind;

Constant integer(int64_t value) {
    return {ConstantKind::Int, value, 0, {}, {}, false};
}
Constant number(double value, ConstantKind kind = ConstantKind::Float) {
    return {kind, 0, value, {}, {}, false};
}
Constant text(std::string_view content, ConstantKind kind = ConstantKind::Str) {
    return {kind, 0, 0, content, {}, false};
}
Constant keyword(ConstantKind kind) {
    return {kind, 0, 0, {}, {}, false};
}

Constant big(std::span<const numbers::Limb> limbs, int64_t sign = 1) {
    Constant constant = keyword(ConstantKind::BigInt);
    constant.integer = sign;
    constant.limbs = limbs;
    return constant;
}

/// Whether two constants share a table entry.
bool shared(const Constant& a, const Constant& b) {
    ConstantTable table;
    table.indexOf(&a);
    return table.indexOf(&b) == 0;
}
} // namespace

TEST_CASE("constant table: equal values of one type share an entry") {
    CHECK(shared(integer(1), integer(1)));
    CHECK(shared(number(1.5), number(1.5)));
    CHECK(shared(number(2, ConstantKind::Imaginary), number(2, ConstantKind::Imaginary)));
    CHECK(shared(text("a"), text("a")));
    const numbers::Limb limbs[] = {0, 1, 0, 1};
    CHECK(shared(big(std::span(limbs).first(2)), big(std::span(limbs).last(2))));
    CHECK_FALSE(shared(big(std::span(limbs).first(2)), big(limbs)));
    CHECK_FALSE(shared(big(limbs), big(limbs, -1)));
    CHECK(shared(keyword(ConstantKind::True), keyword(ConstantKind::True)));
}

TEST_CASE("constant table: equal values of different types do not") {
    const numbers::Limb one = 1;
    const Constant ones[] = {integer(1),
                             number(1.0),
                             keyword(ConstantKind::True),
                             number(1.0, ConstantKind::Imaginary),
                             text("1"),
                             text("1", ConstantKind::Bytes),
                             big(std::span(&one, 1))};
    for (const Constant& a : ones)
        for (const Constant& b : ones) CHECK(shared(a, b) == (&a == &b));
}

TEST_CASE("constant table: zeros keep their sign, a NaN equals itself only") {
    CHECK_FALSE(shared(number(0.0), number(-0.0)));
    CHECK(shared(number(-0.0), number(-0.0)));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Constant one = number(nan), other = number(nan);
    CHECK(shared(one, one));
    CHECK_FALSE(shared(one, other));
}

TEST_CASE("constant table: tuples are compared item by item") {
    const Constant a = integer(1), b = number(1.0), c = integer(1), zero = number(0.0),
                   minus = number(-0.0);
    const auto pair = [](const Constant* const* items, size_t count) {
        return Constant{ConstantKind::Tuple, 0, 0, {}, {items, count}, false};
    };
    const Constant* aa[] = {&a, &a};
    const Constant* ac[] = {&a, &c};
    const Constant* ab[] = {&a, &b};
    const Constant* zeros[] = {&zero};
    const Constant* minuses[] = {&minus};
    CHECK(shared(pair(aa, 2), pair(ac, 2)));
    CHECK_FALSE(shared(pair(aa, 2), pair(ab, 2)));
    CHECK_FALSE(shared(pair(aa, 2), pair(aa, 1)));
    CHECK_FALSE(shared(pair(zeros, 1), pair(minuses, 1)));
    CHECK_FALSE(shared(pair(aa, 0), keyword(ConstantKind::None)));
}

TEST_CASE("constant table: order of first use, over many growths") {
    ConstantTable table;
    std::vector<Constant> values;
    for (int i = 0; i < 1000; ++i) values.push_back(integer(i * 7));
    for (uint32_t i = 0; i < 1000; ++i) REQUIRE(table.indexOf(&values[i]) == i);
    for (uint32_t i = 0; i < 1000; ++i) {
        const Constant again = integer(i * 7);
        REQUIRE(table.indexOf(&again) == i);
    }
    Arena arena;
    const std::vector<mpy::Object> objects = table.objects(arena);
    REQUIRE(objects.size() == 1000);
    CHECK(objects[3].tag == abi::ObjectTag::Int);
    CHECK(objects[3].text == "21");
}

// ---- compile() ---------------------------------------------------------------------------------

TEST_CASE("compile: the result does not depend on other threads") {
    std::vector<std::string> sources;
    for (int i = 0; i < 24; ++i) {
        std::string source =
            "class C" + std::to_string(i) + ":\n    x = " + std::to_string(i * 1.5) +
            "\n    def m(self, a=1, *b):\n        return [v + self.x for v in b]\n";
        for (int k = 0; k < i * 5; ++k)
            source += "def f" + std::to_string(k) + "(n):\n    return f'{n}' + 'text " +
                      std::to_string(k) + "'\n";
        if (i % 6 == 5) source += "x = (\n";
        sources.push_back(source);
    }
    CompileOptions options;
    options.recover = true;
    std::vector<CompileResult> expected;
    for (const std::string& source : sources) expected.push_back(compile(source, options));

    constexpr int kThreads = 4, kRounds = 3;
    std::vector<int> differences(kThreads, 0);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (size_t n = 0; n < sources.size() * kRounds; ++n) {
                const size_t i = (n * 7 + static_cast<size_t>(t) * 5) % sources.size();
                const CompileResult result = compile(sources[i], options);
                differences[static_cast<size_t>(t)] +=
                    result.mpy != expected[i].mpy ||
                    result.diagnostics.size() != expected[i].diagnostics.size();
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(differences == std::vector<int>(kThreads, 0));
    CHECK(expected[0].ok());
    CHECK_FALSE(expected[5].ok());
    CHECK(expected[5].diagnostics.size() == 1);
}

TEST_CASE("compile: a chain of shifts whose results have too many digits is not folded") {
    std::string source = "x = 1";
    for (int i = 0; i < 4000; ++i) source += " << 50";
    const CompileResult result = compile(source, {});
    REQUIRE(result.ok());
    // The number has 60,000 digits, what comes before it 120 million.
    CHECK(result.mpy.size() < 20000);
}

TEST_CASE("compile: a result has bytes or errors, never both") {
    for (const char* source : {"", "x = 1", "x = $", "return", "f(**a, *b)"}) {
        const CompileResult result = compile(source, {});
        CAPTURE(source);
        CHECK(result.ok() == result.diagnostics.empty());
    }
}

namespace {
/// `count` times `item`, with commas.
std::string repeated(std::string_view item, size_t count) {
    std::string text;
    for (size_t i = 0; i < count; ++i) text.append(i == 0 ? "" : ", ").append(item);
    return text;
}

/// A function with `count` variables that one within it shares.
std::string closureOver(size_t count) {
    std::string text = "def f():\n";
    for (size_t i = 0; i < count; ++i) text += " v" + std::to_string(i) + " = 0\n";
    text += " def g():\n  return [";
    for (size_t i = 0; i < count; ++i) text += "v" + std::to_string(i) + ",";
    return text + "]\n";
}
} // namespace

TEST_CASE("compile: counts beyond 65,535 are an error that says so") {
    constexpr size_t kMany = 100000;
    const std::string sources[] = {
        "f(" + repeated("a=b", kMany) + ")\n",
        "f(" + repeated("**a", kMany) + ")\n",
        "f(*a, " + repeated("b=c", kMany) + ")\n",
        "a.f(" + repeated("b=c", kMany) + ")\n",
        "f(" + repeated("a", kMany) + ")\n",
        "class A(" + repeated("b=c", kMany) + "): pass\n",
        "*a, " + repeated("b", kMany) + " = c\n",
        repeated("b", kMany) + ", *a = c\n",
        "x = [" + repeated("a", kMany) + "]\n",
        closureOver(kMany),
    };
    for (const std::string& source : sources) {
        CAPTURE(source.substr(0, 40));
        const CompileResult result = compile(source, {});
        REQUIRE(result.diagnostics.size() == 1);
        CHECK(result.diagnostics[0].id == DiagId::TableTooLarge);
        CHECK(result.diagnostics[0].message.find("65535 are possible") != std::string::npos);
    }
    // The last that are possible; a call counts what it takes in 16 bits in all.
    CHECK(compile("x = [" + repeated("a", 65535) + "]\n", {}).ok());
    CHECK_FALSE(compile("x = [" + repeated("a", 65536) + "]\n", {}).ok());
    CHECK(compile("f(" + repeated("a=b", 32767) + ")\n", {}).ok());
    CHECK_FALSE(compile("f(" + repeated("a=b", 32768) + ")\n", {}).ok());
}

TEST_CASE("compile: names of more than 255 bytes cannot be recorded") {
    CompileOptions options;
    options.sourceName = std::string(256, 'n');
    const CompileResult result = compile("x = 1", options);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].id == DiagId::NameTooLong);
    options.sourceName.pop_back();
    CHECK(compile("x = 1", options).ok());
}

TEST_CASE("compile: SourceTooLarge is found before the text is read") {
    constexpr size_t kSize = SourceBuffer::kMaxSize + 1;
    void* pages =
        ::mmap(nullptr, kSize, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    REQUIRE(pages != MAP_FAILED);
    const CompileResult result = compile({static_cast<const char*>(pages), kSize}, {});
    ::munmap(pages, kSize);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].id == DiagId::SourceTooLarge);
    CHECK(diagInfo(result.diagnostics[0].id).code == std::string("TP0111"));
}

TEST_CASE("compile: a small stack budget is an error, not a crash") {
    CompileOptions options;
    options.stackBudget = size_t{128} << 10;
    const std::string deep = "x = " + std::string(20000, '[') + std::string(20000, ']');
    const CompileResult result = compile(deep, options);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].id == DiagId::NestingTooDeep);
}

TEST_CASE("dump: every stage has a text, a stage behind an error has none") {
    for (const Stage stage :
         {Stage::Tokens, Stage::Ast, Stage::Scopes, Stage::Ir, Stage::Bytecode}) {
        CHECK_FALSE(dump("x = 1", stage, {}).text.empty());
        const bool early = stage == Stage::Tokens || stage == Stage::Ast;
        const DumpResult failed = dump("return 1", stage, {});
        CHECK(failed.text.empty() != early);
        CHECK(failed.diagnostics.empty() == early);
    }
}
