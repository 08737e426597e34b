// The verifier, as the host and as the runtime use it: what compilers make passes; code that breaks
// one rule does not. Each rule has a pair of functions that differ in that alone.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "taipan/compiler.h"
#include "tests/unit/verify_cases.h"

using namespace taipan;
using namespace taipan::test;

TEST_CASE("what the compiler makes of all test programs loads", "[verify]") {
    unsigned count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(TAIPAN_TESTS_DIR "/run")) {
        if (entry.path().extension() != ".py") continue;
        std::ifstream file(entry.path());
        const std::string source(std::istreambuf_iterator<char>(file), {});
        CompileOptions options;
        options.strict = count % 2 != 0;
        const CompileResult compiled = compile(source, options);
        if (!compiled.ok()) continue;
        ++count;
        INFO(entry.path());
        accepted(compiled.mpy);
    }
    CHECK(count > 100);
}

TEST_CASE("the largest functions that the compiler makes load", "[verify]") {
    const auto list = [](const char* before, unsigned count, const char* behind) {
        std::string text;
        for (unsigned i = 0; i < count; ++i) text += before + std::to_string(i) + behind;
        return text;
    };
    const auto compiled = [](const std::string& source, bool isStrict) {
        CompileOptions options;
        options.strict = isStrict;
        return compile(source, options);
    };
    const auto atMost = [&](unsigned most, Rule rule, auto source) {
        INFO(most);
        const CompileResult largest = compiled(source(most), true);
        REQUIRE(largest.ok());
        accepted(largest.mpy);
        // One more is an error, but of stock's form: that writes what runs on stock alone.
        CHECK_FALSE(compiled(source(most + 1), true).ok());
        const CompileResult larger = compiled(source(most + 1), false);
        REQUIRE(larger.ok());
        refused(larger.mpy, rule);
    };
    atMost(verifier::kMaxPositional, Rule::ParameterCount,
           [&](unsigned count) { return "def f(" + list("p", count, ",") + "): return p0\n"; });
    atMost(verifier::kMaxKeywordOnly, Rule::ParameterCount,
           [&](unsigned count) { return "def f(*," + list("p", count, ",") + "): return p0\n"; });
    atMost(verifier::kMaxNesting, Rule::NestingCount, [&](unsigned count) {
        const std::string names = list("x", count, ",");
        return "with " + names.substr(0, names.size() - 1) + ": pass\n";
    });
    atMost(verifier::kMaxCells, Rule::CellCount, [&](unsigned count) {
        return "def f():\n" + list(" v", count, " = 0\n") + " return lambda: (" +
               list("v", count / 2, ",") + "), lambda: (" +
               list("v", count, ",").substr(list("v", count / 2, ",").size()) + ")\n";
    });
}

TEST_CASE("instructions are whole and defined, operands in range", "[verify]") {
    check({
        {"opcodes are defined", Rule::OpcodeDefined, {NONE, RET}, {0x1d, RET}},
        {"those with folded operands too",
         Rule::OpcodeDefined,
         {TRUE, 0xd3, RET},
         {TRUE, 0xd4, RET}},
        {"up to the last", Rule::OpcodeDefined, {TRUE, TRUE, 0xf9, RET}, {TRUE, TRUE, 0xfa, RET}},
        {"the code ends whole", Rule::InstructionWhole, {NONE, RET, 0x23, 0}, {NONE, RET, 0x23}},
        {"operands end",
         Rule::InstructionWhole,
         {NONE, RET, 0x23, 0x80, 0},
         {NONE, RET, 0x23, 0x80}},
        {"long numbers are small ints alone",
         Rule::OperandSize,
         {0x22, 0x80, 0x80, 0x80, 0x80, 0x80, 0, RET},
         {0x23, 0x81, 0x80, 0x80, 0x80, 0x80, 0, RET}},
        {"names", Rule::NameIndex, {Op::LOAD_GLOBAL, 2, RET}, {Op::LOAD_GLOBAL, 3, RET}},
        {"constants",
         Rule::ConstantIndex,
         {Op::LOAD_CONST_OBJ, 1, RET},
         {Op::LOAD_CONST_OBJ, 2, RET}},
        {"local variables",
         Rule::LocalRoom,
         {NONE, setLocal(10), NONE, RET},
         {NONE, setLocal(12), NONE, RET}},
        {"slices have two or three parts",
         Rule::SliceParts,
         {TRUE, TRUE, Op::BUILD_SLICE, 2, RET},
         {TRUE, TRUE, TRUE, TRUE, Op::BUILD_SLICE, 4, RET}},
        {"only generators yield",
         Rule::Generator,
         {NONE, POP, NONE, RET},
         {NONE, Op::YIELD_VALUE, RET}},
    });
    check({{"generators do",
            Rule::StackUnderflow,
            {NONE, Op::YIELD_VALUE, RET},
            {Op::YIELD_VALUE, RET}}},
          abi::kScopeGenerator);
    const Bytes making = bytes(Op::MAKE_FUNCTION, 0, RET);
    refused(module(spec(making)), Rule::ChildIndex, "MAKE_FUNCTION: child 0 of 0 [child-index]");
    FunctionSpec nameless = spec(bytes(NONE, RET));
    nameless.names = {3};
    refused(module(spec(making), {nameless}), Rule::NameIndex, "string 3 of 3 [name-index]");
    nameless.names = {};
    refused(module(spec(making), {nameless}), Rule::NameWhole);
    FunctionSpec parameter = withParameter(bytes(local(0), RET));
    accepted(module(spec(making), {parameter}));
    parameter.names = {1, 0x83};
    refused(module(spec(making), {parameter}), Rule::NameIndex);
    parameter.names = {1, 0x80};
    refused(module(spec(making), {parameter}), Rule::NameWhole);
}

TEST_CASE("the numbers of a prelude go together", "[verify]") {
    const Bytes making = bytes(Op::MAKE_FUNCTION, 0, RET);
    const auto refusedWith = [&](auto change, Rule rule, const char* message) {
        FunctionSpec changed = spec(bytes(NONE, RET));
        change(changed);
        refused(module(spec(making), {changed}), rule, message);
    };
    const auto acceptedWith = [&](auto change) {
        FunctionSpec changed = spec(bytes(NONE, RET));
        change(changed);
        accepted(module(spec(making), {changed}));
    };
    acceptedWith([](FunctionSpec& f) { f.prelude.nState = 0xffff; });
    refusedWith([](FunctionSpec& f) { f.prelude.nState = 0x10000; }, Rule::FrameSize,
                "a frame of 65536 slots");
    const auto parameters = [](uint32_t positional, uint32_t keywords) {
        return [=](FunctionSpec& f) {
            f.prelude.nPosArgs = positional;
            f.prelude.nKwonlyArgs = keywords;
            f.prelude.nState = 600;
            f.names.assign(1 + positional + keywords, 1);
        };
    };
    acceptedWith(parameters(254, 255));
    refusedWith(parameters(255, 0), Rule::ParameterCount, "255 positional and 0 keyword-only");
    refusedWith(parameters(0, 256), Rule::ParameterCount, "0 positional and 256 keyword-only");
    acceptedWith([](FunctionSpec& f) { f.prelude.nExcStack = 255; });
    refusedWith([](FunctionSpec& f) { f.prelude.nExcStack = 256; }, Rule::NestingCount,
                "256 levels");
    const auto cells = [](size_t count) {
        return [=](FunctionSpec& f) { f.cells.assign(count, 0); };
    };
    acceptedWith(cells(255));
    refusedWith(cells(256), Rule::CellCount, "256 cells");
    refusedWith([](FunctionSpec& f) { f.prelude.nDefPosArgs = 1; }, Rule::DefaultCount,
                "1 defaults for 0 positional");
    refusedWith(
        [](FunctionSpec& f) {
            f.prelude.nPosArgs = 2;
            f.prelude.nState = 1;
            f.names = {1, 1, 1};
        },
        Rule::ArgumentRoom, "2 arguments in a frame of 1 slots");
    const auto code = [](const Bytes& bytes) {
        Builder b;
        b.code(bytes);
        return mpy::write(b.module);
    };
    accepted(code(bytes(0x00, 0x02, 1, NONE, RET)));
    refused(code({}), Rule::PreludeWhole);
    refused(code({0x80}), Rule::PreludeWhole);
    refused(code(Bytes(20, 0x80)), Rule::PreludeWhole);
    refused(code({0x00}), Rule::PreludeWhole);
    refused(code({0x00, 0x04, 0x01}), Rule::InfoSize);
    refused(code({0x00, 0x03, 0x01}), Rule::InfoSize);
    // Sizes whose sum is less than either, in 32 bits.
    refused(code({0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0x06, 0x01}), Rule::InfoSize);
}

TEST_CASE("modules", "[verify]") {
    refused(module(withParameter(bytes(NONE, RET))), Rule::ModuleBody);
    const auto nested = [](unsigned levels) {
        Builder b;
        for (unsigned i = 0; i < levels; ++i) b.function(spec(bytes(NONE, RET)));
        for (unsigned i = 1; i < levels; ++i) b.children(i - 1, {i});
        std::optional<Rule> rule;
        for (const mpy::Problem& problem : mpy::validate(b.module)) rule = problem.rule;
        return rule;
    };
    CHECK_FALSE(nested(abi::kMaxNesting));
    CHECK(nested(abi::kMaxNesting + 1) == Rule::NestingDepth);
    const auto constants = [](size_t count) {
        Builder b;
        b.module.objects.assign(count, {abi::ObjectTag::None, {}, {}});
        b.function(spec(bytes(NONE, RET)));
        return mpy::write(b.module);
    };
    accepted(constants(verifier::kMaxTable - 1));
    refused(constants(verifier::kMaxTable), Rule::TableSize, "65537 constants and functions");
}

TEST_CASE("jumps lead to instructions, and code does not run off its end", "[verify]") {
    check({
        {"to an instruction",
         Rule::JumpTarget,
         {Op::JUMP, to('a'), TRUE, POP, at('a'), NONE, RET},
         {Op::JUMP, to('a'), Op::LOAD_CONST_OBJ, at('a'), 0, RET}},
        {"within the code",
         Rule::JumpTarget,
         {Op::JUMP, to('a'), NONE, at('a'), NONE, RET},
         {Op::JUMP, to('a'), NONE, RET, at('a')}},
        {"not before it", Rule::JumpTarget, {at('a'), Op::JUMP, to('a')}, {Op::JUMP, 0x3d}},
        {"the end", Rule::CodeEnd, {NONE, RET}, {NONE, POP}},
        {"to few places", Rule::JumpCount, jumps(0xfffb), jumps(0xfffc), "65534 places"},
        {"stacks are equally deep",
         Rule::JoinDepth,
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), at('a'), NONE, RET},
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), TRUE, at('a'), NONE, RET}},
    });
}

TEST_CASE("the stack stays within its part of the frame", "[verify]") {
    check({
        {"is not popped empty", Rule::StackUnderflow, {NONE, RET}, {RET}},
        {"calls",
         Rule::StackUnderflow,
         {NONE, TRUE, Op::CALL_FUNCTION, 1, RET},
         {NONE, TRUE, Op::CALL_FUNCTION, 2, RET}},
        {"does not outgrow the frame",
         Rule::StackOverflow,
         {NONE, Op::UNPACK_SEQUENCE, 12, Op::BUILD_TUPLE, 12, RET},
         {NONE, Op::UNPACK_SEQUENCE, 13, Op::BUILD_TUPLE, 13, RET}},
        {"nor into the locals",
         Rule::StackOverflow,
         {NONE, setLocal(1), NONE, Op::UNPACK_SEQUENCE, 10, Op::BUILD_TUPLE, 10, RET},
         {NONE, setLocal(1), NONE, Op::UNPACK_SEQUENCE, 11, Op::BUILD_TUPLE, 11, RET}},
        {"has room for the cause of a finally, and what lies below it",
         Rule::StackOverflow,
         {NONE, Op::UNPACK_SEQUENCE, 10, Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::END_FINALLY,
          RET},
         {NONE, Op::UNPACK_SEQUENCE, 11, Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::END_FINALLY,
          RET}},
    });
}

TEST_CASE("what is on the stack is what instructions take", "[verify]") {
    constexpr int kKeyword = 0x82; // first byte of a call's operand 0x100: one keyword
    check({
        {"no value is a value nowhere", Rule::EntryKind, {NONE, RET}, {NUL, RET}},
        {"but as what an item is deleted by",
         Rule::EntryKind,
         {NUL, NONE, TRUE, Op::STORE_SUBSCR, NONE, RET},
         {NONE, NUL, TRUE, Op::STORE_SUBSCR, NONE, RET}},
        {"and an attribute",
         Rule::EntryKind,
         {NUL, NONE, Op::STORE_ATTR, 2, NONE, RET},
         {NONE, NUL, Op::STORE_ATTR, 2, NONE, RET}},
        {"the self of methods",
         Rule::EntryKind,
         {NONE, Op::LOAD_METHOD, 2, Op::CALL_METHOD, 0, RET},
         {NONE, Op::LOAD_METHOD, 2, Op::CALL_FUNCTION, 1, RET}},
        {"keywords are names",
         Rule::KeywordName,
         {NONE, Op::LOAD_CONST_STRING, 2, TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET},
         {NONE, TRUE, TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET}},
        {"or missing",
         Rule::KeywordName,
         {NONE, NUL, TRUE, TRUE, Op::CALL_FUNCTION_VAR_KW, kKeyword, 0, RET},
         {NONE, NUL, TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET}},
        {"names on all paths",
         Rule::KeywordName,
         {NONE, TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::LOAD_CONST_STRING, 2, Op::JUMP, to('b'),
          at('a'), Op::LOAD_CONST_STRING, 2, at('b'), TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET},
         {NONE, TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::LOAD_CONST_STRING, 2, Op::JUMP, to('b'),
          at('a'), Op::LOAD_CONST_OBJ, 1, at('b'), TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET}},
        {"iterators",
         Rule::IteratorEntry,
         {NONE, Op::GET_ITER_STACK, at('a'), Op::FOR_ITER, to('b'), POP, Op::JUMP, to('a'), at('b'),
          NONE, RET},
         {NONE, TRUE, TRUE, TRUE, at('a'), Op::FOR_ITER, to('b'), POP, Op::JUMP, to('a'), at('b'),
          NONE, RET}},
        {"iterators on the heap",
         Rule::IteratorEntry,
         {NUL, NONE, NUL, NUL, Op::FOR_ITER, to('a'), RET, at('a'), NONE, RET},
         {TRUE, NONE, NUL, NUL, Op::FOR_ITER, to('a'), RET, at('a'), NONE, RET}},
        {"an iterator is no value",
         Rule::EntryKind,
         {NONE, Op::GET_ITER_STACK, POP, POP, POP, POP, NONE, RET},
         {NONE, Op::GET_ITER_STACK, RET}},
        {"nor are its parts",
         Rule::EntryKind,
         {NONE, Op::GET_ITER_STACK, POP, NONE, RET},
         {NONE, Op::GET_ITER_STACK, POP, DUP, NONE, RET}},
        {"collections of comprehensions",
         Rule::StackUnderflow,
         {Op::BUILD_LIST, 0, NONE, Op::STORE_COMP, 4, RET},
         {Op::BUILD_LIST, 0, NONE, Op::STORE_COMP, 8, RET}},
    });
}

TEST_CASE("exception blocks", "[verify]") {
    check({
        {"handlers find the exception",
         Rule::StackUnderflow,
         {Op::SETUP_EXCEPT, to('a'), Op::POP_EXCEPT_JUMP, to('b'), at('a'), POP,
          Op::POP_EXCEPT_JUMP, to('b'), Op::END_FINALLY, at('b'), NONE, RET},
         {Op::SETUP_EXCEPT, to('a'), Op::POP_EXCEPT_JUMP, to('b'), at('a'), POP, POP,
          Op::POP_EXCEPT_JUMP, to('b'), Op::END_FINALLY, at('b'), NONE, RET}},
        {"the end of a block is within one",
         Rule::BlockOpen,
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::END_FINALLY, NONE, RET},
         {NONE, Op::END_FINALLY, NONE, RET}},
        {"and finds why the handler ran",
         Rule::EntryKind,
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::END_FINALLY, NONE, RET},
         {Op::SETUP_FINALLY, to('a'), TRUE, at('a'), Op::END_FINALLY, NONE, RET}},
        {"which stays on the stack",
         Rule::EntryKind,
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), NONE, POP, Op::END_FINALLY, NONE, RET},
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), POP, NONE, Op::END_FINALLY, NONE, RET}},
        {"and is not copied",
         Rule::EntryKind,
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), TRUE, DUP, POP, POP, Op::END_FINALLY, NONE,
          RET},
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::JUMP, to('b'), at('b'), DUP, POP,
          Op::END_FINALLY, NONE, RET}},
        {"protected code leaves what is below alone",
         Rule::BlockFloor,
         {TRUE, Op::SETUP_FINALLY, to('a'), TRUE, POP, NONE, at('a'), Op::END_FINALLY, RET},
         {TRUE, Op::SETUP_FINALLY, to('a'), POP, TRUE, NONE, at('a'), Op::END_FINALLY, RET}},
        {"a try-except is left as one",
         Rule::ExceptBlock,
         {Op::SETUP_EXCEPT, to('a'), Op::POP_EXCEPT_JUMP, to('b'), at('a'), POP,
          Op::POP_EXCEPT_JUMP, to('b'), at('b'), NONE, RET},
         {Op::SETUP_FINALLY, to('a'), Op::POP_EXCEPT_JUMP, to('b'), at('a'), Op::END_FINALLY,
          at('b'), NONE, RET}},
        {"a finally ends as deep as it began",
         Rule::FinallyDepth,
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), NONE, POP, Op::END_FINALLY, NONE, RET},
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), NONE, Op::END_FINALLY, NONE, RET},
         "ends the block with 1 entries on the stack instead of 0"},
        {"a handler does not go back into what is protected",
         Rule::HandlerBehind,
         {Op::SETUP_FINALLY, to('a'), Op::JUMP, to('c'), at('p'), Op::END_FINALLY, NONE, RET,
          at('c'), NONE, Op::JUMP, to('p'), at('a'), Op::END_FINALLY, NONE, RET},
         {Op::SETUP_FINALLY, to('a'), Op::JUMP, to('c'), at('p'), Op::END_FINALLY, NONE, RET,
          at('c'), NONE, at('a'), Op::JUMP, to('p')}},
        {"nor one around it",
         Rule::HandlerBehind,
         {NONE, Op::SETUP_WITH, to('a'), POP, at('p'), NONE, at('a'), Op::WITH_CLEANUP,
          Op::END_FINALLY, NONE, RET},
         {NONE, Op::SETUP_WITH, to('a'), POP, NONE, Op::JUMP, to('a'), at('p'), NONE, RET, at('a'),
          Op::WITH_CLEANUP, Op::SETUP_EXCEPT, to('e'), Op::JUMP, to('p'), at('e'), NONE, RET}},
        {"blocks nest as deep as the frame has room for",
         Rule::BlockNesting,
         {Op::SETUP_FINALLY, to('a'), Op::SETUP_FINALLY, to('b'), Op::SETUP_EXCEPT, to('c'), NONE,
          RET, at('a'), NONE, RET, at('b'), NONE, RET, at('c'), NONE, RET},
         {Op::SETUP_FINALLY,
          to('a'),
          Op::SETUP_FINALLY,
          to('b'),
          Op::SETUP_EXCEPT,
          to('c'),
          Op::SETUP_EXCEPT,
          to('d'),
          NONE,
          RET,
          at('a'),
          NONE,
          RET,
          at('b'),
          NONE,
          RET,
          at('c'),
          NONE,
          RET,
          at('d'),
          NONE,
          RET}},
        {"each with a handler of its own",
         Rule::HandlerOnce,
         {Op::SETUP_EXCEPT, to('a'), Op::SETUP_EXCEPT, to('b'), NONE, RET, at('a'), NONE, RET,
          at('b'), NONE, RET},
         {Op::SETUP_EXCEPT, to('a'), Op::SETUP_EXCEPT, to('a'), NONE, RET, at('a'), NONE, RET}},
        {"paths meet within the same blocks",
         Rule::JoinBlocks,
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::SETUP_FINALLY, to('b'), NONE, RET, at('a'), NONE,
          RET, at('b'), NONE, RET},
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::SETUP_FINALLY, to('b'), at('a'), NONE, RET,
          at('b'), NONE, RET}},
        {"with",
         Rule::JoinDepth,
         {NONE, Op::SETUP_WITH, to('a'), POP, NONE, at('a'), Op::WITH_CLEANUP, Op::END_FINALLY,
          NONE, RET},
         {NONE, Op::SETUP_WITH, to('a'), NONE, at('a'), Op::WITH_CLEANUP, Op::END_FINALLY, NONE,
          RET}},
        {"and when nothing lies above its cause",
         Rule::WithDepth,
         {NONE, Op::SETUP_WITH, to('a'), POP, NONE, at('a'), NONE, POP, Op::WITH_CLEANUP,
          Op::END_FINALLY, NONE, RET},
         {NONE, Op::SETUP_WITH, to('a'), POP, NONE, at('a'), NONE, Op::WITH_CLEANUP,
          Op::END_FINALLY, NONE, RET},
         "finds 4 entries on the stack instead of 3"},
        {"only a with is cleaned up",
         Rule::WithHandler,
         {NONE, Op::SETUP_WITH, to('a'), POP, NONE, at('a'), Op::WITH_CLEANUP, Op::END_FINALLY,
          NONE, RET},
         {NONE, NONE, Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::WITH_CLEANUP, Op::END_FINALLY,
          NONE, RET}},
        {"jumps leave blocks that are open",
         Rule::BlockOpen,
         {Op::SETUP_FINALLY, to('a'), Op::UNWIND_JUMP, to('b'), 1, at('a'), Op::END_FINALLY,
          at('b'), NONE, RET},
         {Op::SETUP_FINALLY, to('a'), Op::UNWIND_JUMP, to('b'), 2, at('a'), Op::END_FINALLY,
          at('b'), NONE, RET}},
        {"with the stack as it was when they were opened",
         Rule::UnwindDepth,
         {Op::SETUP_FINALLY, to('a'), Op::UNWIND_JUMP, to('b'), 1, at('a'), Op::END_FINALLY,
          at('b'), NONE, RET},
         {Op::SETUP_FINALLY, to('a'), NONE, Op::UNWIND_JUMP, to('b'), 1, at('a'), Op::END_FINALLY,
          at('b'), NONE, RET},
         "1 entries on the stack where the block has 0"},
        // At 'c' and 'b' nothing takes what is below, so only the jump itself can be wrong.
        {"and do not drop an iterator from below a block that stays open",
         Rule::BlockFloor,
         {NONE, Op::GET_ITER_STACK, Op::SETUP_EXCEPT, to('a'), Op::SETUP_FINALLY, to('b'),
          Op::UNWIND_JUMP, to('c'), 1, at('b'), NONE, RET, at('c'), Op::JUMP, to('c'), at('a'),
          NONE, RET},
         {NONE, Op::GET_ITER_STACK, Op::SETUP_EXCEPT, to('a'), Op::SETUP_FINALLY, to('b'),
          Op::UNWIND_JUMP, to('c'), 0x81, at('b'), NONE, RET, at('c'), Op::JUMP, to('c'), at('a'),
          NONE, RET}},
        {"and drop an iterator that is there",
         Rule::StackUnderflow,
         {NONE, Op::GET_ITER_STACK, Op::SETUP_FINALLY, to('a'), Op::UNWIND_JUMP, to('b'), 0x81,
          at('a'), Op::END_FINALLY, POP, POP, POP, POP, at('b'), NONE, RET},
         {NONE, NONE, Op::SETUP_FINALLY, to('a'), Op::UNWIND_JUMP, to('b'), 0x81, at('a'),
          Op::END_FINALLY, POP, POP, at('b'), NONE, RET}},
    });
    constexpr int kMatch = binary(abi::BinaryOp::ExceptionMatch);
    constexpr int kOther = binary(abi::BinaryOp::Is);
    check({
        {"handlers that test their cause do as those of `async with`",
         Rule::AsyncHandler,
         {NONE,
          Op::SETUP_FINALLY,
          to('a'),
          NONE,
          Op::ROT_TWO,
          Op::JUMP,
          to('c'),
          at('a'),
          DUP,
          Op::LOAD_GLOBAL,
          2,
          kMatch,
          Op::POP_JUMP_IF_FALSE,
          to('b'),
          Op::ROT_TWO,
          POP,
          Op::JUMP,
          to('d'),
          at('b'),
          Op::ROT_THREE,
          Op::ROT_THREE,
          at('c'),
          POP,
          at('d'),
          Op::END_FINALLY,
          NONE,
          RET},
         {NONE,
          Op::SETUP_FINALLY,
          to('a'),
          NONE,
          Op::ROT_TWO,
          Op::JUMP,
          to('c'),
          at('a'),
          DUP,
          Op::LOAD_GLOBAL,
          2,
          kOther,
          Op::POP_JUMP_IF_FALSE,
          to('b'),
          Op::ROT_TWO,
          POP,
          Op::JUMP,
          to('d'),
          at('b'),
          Op::ROT_THREE,
          Op::ROT_THREE,
          at('c'),
          POP,
          at('d'),
          Op::END_FINALLY,
          NONE,
          RET}},
    });
}

TEST_CASE("cells", "[verify]") {
    const Bytes plain = bytes(Op::MAKE_FUNCTION, 0, RET);
    // A cell in slot 0 to make closures of.
    FunctionSpec around = spec(bytes(local(0), Op::MAKE_CLOSURE, 0, 1, RET));
    around.cells = {0};
    const FunctionSpec reads = withParameter(bytes(Op::LOAD_DEREF, 0, RET));
    accepted(module(around, {reads}));
    refused(module(spec(plain), {reads}), Rule::ClosureCells, "0 cells; the function needs 1");
    // Each making counts, whichever comes first.
    const Bytes with = bytes(local(0), Op::MAKE_CLOSURE, 0, 1, POP);
    const Bytes without = bytes(Op::MAKE_FUNCTION, 0, POP);
    for (const auto& [first, second] : {std::pair{with, without}, std::pair{without, with}}) {
        Bytes both = first;
        both.insert(both.end(), second.begin(), second.end());
        both.insert(both.end(), {static_cast<uint8_t>(NONE), static_cast<uint8_t>(RET)});
        FunctionSpec twice = spec(both);
        twice.cells = {0};
        refused(module(twice, {reads}), Rule::ClosureCells, "0 cells; the function needs 1");
    }
    // The parameters of a closure are cells only as far as the closure fills them.
    refused(module(around, {withParameter(bytes(Op::LOAD_DEREF, 1, RET))}), Rule::CellSlot);
    refused(module(around, {spec(bytes(NONE, RET))}), Rule::ClosureCells);
    // What is used as a cell is not used otherwise.
    refused(module(around, {withParameter(bytes(NONE, setLocal(0), Op::LOAD_DEREF, 0, RET))}),
            Rule::CellKept);
    refused(module(around, {withParameter(bytes(Op::DELETE_FAST, 0, Op::LOAD_DEREF, 0, RET))}),
            Rule::CellKept);
    FunctionSpec own = spec(bytes(Op::LOAD_DEREF, 3, RET));
    refused(module(spec(plain), {own}), Rule::CellSlot, "LOAD_DEREF: slot 3 holds no cell");
    own.cells = {3};
    accepted(module(spec(plain), {own}));
    own.opcodes = bytes(NONE, setLocal(3), Op::LOAD_DEREF, 3, RET);
    refused(module(spec(plain), {own}), Rule::CellKept, "slot 3 holds a cell");
    own.cells = {12};
    own.opcodes = bytes(NONE, RET);
    refused(module(spec(plain), {own}), Rule::LocalRoom, "13 locals in a frame of 12 slots");
}
