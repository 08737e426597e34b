// The rules of the verifier that the host alone keeps: what stock's VM takes for granted, and our
// runtime checks when code runs.
#include <catch2/catch.hpp>

#include "tests/unit/verify_cases.h"

using namespace taipan;
using namespace taipan::test;

TEST_CASE("instructions as stock's VM reads them", "[verify]") {
    check({
        {"the parts of a slice",
         Rule::SliceByte,
         {TRUE, TRUE, Op::BUILD_SLICE, 2, RET},
         {TRUE, TRUE, Op::BUILD_SLICE, 0x80, 2, RET}},
        {"counts",
         Rule::OperandWidth,
         {NONE, Op::CALL_FUNCTION, 0, RET},
         {NONE, Op::CALL_FUNCTION, 0x84, 0x80, 0, RET}},
        {"small ints",
         Rule::SmallInt,
         {0x22, 0x83, 0xff, 0xff, 0xff, 0x7f, RET},
         {0x22, 0x84, 0x80, 0x80, 0x80, 0x00, RET}},
        {"room for arguments of __exit__",
         Rule::HandlerRoom,
         {NONE, Op::UNPACK_SEQUENCE, 8, Op::SETUP_WITH, to('a'), POP, NONE, at('a'),
          Op::WITH_CLEANUP, Op::END_FINALLY, Op::BUILD_TUPLE, 7, RET},
         {NONE, Op::UNPACK_SEQUENCE, 9, Op::SETUP_WITH, to('a'), POP, NONE, at('a'),
          Op::WITH_CLEANUP, Op::END_FINALLY, Op::BUILD_TUPLE, 8, RET},
         "WITH_CLEANUP: 13 entries, and room for 12"},
        {"and for a pending return below the cause, where there may be one",
         Rule::HandlerRoom,
         {NONE, Op::UNPACK_SEQUENCE, 9, Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::SETUP_EXCEPT,
          to('e'), Op::UNWIND_JUMP, to('b'), 1, at('b'), Op::END_FINALLY, Op::BUILD_TUPLE, 9, RET,
          at('e'), RET},
         {NONE,
          Op::UNPACK_SEQUENCE,
          9,
          Op::SETUP_FINALLY,
          to('a'),
          NONE,
          RET,
          at('a'),
          Op::SETUP_EXCEPT,
          to('e'),
          Op::UNWIND_JUMP,
          to('b'),
          1,
          at('b'),
          Op::END_FINALLY,
          Op::BUILD_TUPLE,
          9,
          RET,
          at('e'),
          RET},
         "UNWIND_JUMP: 13 entries, and room for 12"},
        {"and for where a jump goes",
         Rule::HandlerRoom,
         {NONE, Op::UNPACK_SEQUENCE, 10, Op::SETUP_EXCEPT, to('a'), Op::UNWIND_JUMP, to('b'), 1,
          at('b'), Op::BUILD_TUPLE, 10, RET, at('a'), RET},
         {NONE, Op::UNPACK_SEQUENCE, 11, Op::SETUP_EXCEPT, to('a'), Op::UNWIND_JUMP, to('b'), 1,
          at('b'), Op::BUILD_TUPLE, 11, RET, at('a'), RET}},
    });
}

TEST_CASE("values of the type that instructions take for granted", "[verify]") {
    check({
        {"comprehensions",
         Rule::CollectionKind,
         {Op::BUILD_LIST, 0, NONE, Op::STORE_COMP, 4, RET},
         {NONE, NONE, Op::STORE_COMP, 4, RET}},
        {"of a kind that there is",
         Rule::CollectionKind,
         {Op::BUILD_SET, 0, NONE, Op::STORE_COMP, 6, RET},
         {Op::BUILD_SET, 0, NONE, Op::STORE_COMP, 7, RET}},
        {"on all paths",
         Rule::CollectionKind,
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::BUILD_LIST, 0, Op::JUMP, to('b'), at('a'),
          Op::BUILD_LIST, 0, at('b'), NONE, Op::STORE_COMP, 4, RET},
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::BUILD_LIST, 0, Op::JUMP, to('b'), at('a'),
          Op::BUILD_MAP, 0, at('b'), NONE, Op::STORE_COMP, 4, RET}},
        {"dictionaries",
         Rule::MapEntry,
         {Op::BUILD_MAP, 1, NONE, TRUE, Op::STORE_MAP, RET},
         {NONE, NONE, TRUE, Op::STORE_MAP, RET}},
        {"modules whose names are all imported",
         Rule::ImportedModule,
         {0x80, NONE, Op::IMPORT_NAME, 1, Op::IMPORT_STAR, NONE, RET},
         {NONE, Op::IMPORT_STAR, NONE, RET}},
        {"what makes classes is only called",
         Rule::ClassBody,
         {Op::LOAD_BUILD_CLASS, POP, NONE, RET},
         {Op::LOAD_BUILD_CLASS, RET}},
    });
    FunctionSpec around = spec(bytes(local(0), Op::MAKE_CLOSURE, 0, 1, RET));
    around.cells = {0};
    const FunctionSpec closure = withParameter(bytes(NONE, RET));
    accepted(module(around, {closure}));
    around.opcodes = bytes(NONE, Op::MAKE_CLOSURE, 0, 1, RET);
    refused(module(around, {closure}), Rule::CellEntries);
}

TEST_CASE("cells go through functions that do not use them", "[verify]") {
    const auto file = [](const Bytes& opcodes, uint8_t cells) {
        Builder b;
        FunctionSpec outer = spec(bytes(local(0), Op::MAKE_CLOSURE, 0, cells, RET));
        if (cells == 0) outer.opcodes = bytes(Op::MAKE_CLOSURE, 0, 0, RET);
        outer.cells = {0};
        b.function(outer);
        b.function(withParameter(opcodes));
        b.function(withParameter(bytes(Op::LOAD_DEREF, 0, RET)));
        b.qstr("third").children(0, {1}).children(1, {2});
        return mpy::write(b.module);
    };
    const Bytes passesOn = bytes(local(0), Op::MAKE_CLOSURE, 0, 1, RET);
    accepted(file(passesOn, 1));
    std::optional<Rule> rule;
    complaint(file(passesOn, 0), rule);
    CHECK(rule == Rule::CellEntries);
    complaint(file(bytes(NONE, setLocal(0), local(0), Op::MAKE_CLOSURE, 0, 1, RET), 1), rule);
    CHECK(rule == Rule::CellEntries);
}

TEST_CASE("defaults are as many as a function has", "[verify]") {
    FunctionSpec function = withParameter(bytes(NONE, RET));
    function.prelude.nDefPosArgs = 1;
    const auto made = [&](const Bytes& opcodes) { return module(spec(opcodes), {function}); };
    accepted(made(bytes(NONE, Op::BUILD_TUPLE, 1, NUL, Op::MAKE_FUNCTION_DEFARGS, 0, RET)));
    refused(made(bytes(Op::MAKE_FUNCTION, 0, RET)), Rule::Defaults);
    refused(made(bytes(Op::BUILD_TUPLE, 0, NUL, Op::MAKE_FUNCTION_DEFARGS, 0, RET)),
            Rule::Defaults);
    refused(made(bytes(Op::BUILD_LIST, 0, NUL, Op::MAKE_FUNCTION_DEFARGS, 0, RET)), Rule::Defaults);
    refused(made(bytes(NUL, NUL, Op::MAKE_FUNCTION_DEFARGS, 0, RET)), Rule::Defaults);
    refused(made(bytes(NONE, Op::BUILD_TUPLE, 1, NONE, Op::MAKE_FUNCTION_DEFARGS, 0, RET)),
            Rule::Defaults);
    function.prelude.nDefPosArgs = 0;
    function.prelude.scopeFlags = abi::kScopeDefKwargs;
    accepted(made(bytes(NUL, Op::BUILD_MAP, 0, Op::MAKE_FUNCTION_DEFARGS, 0, RET)));
    refused(made(bytes(NUL, NUL, Op::MAKE_FUNCTION_DEFARGS, 0, RET)), Rule::Defaults);
    refused(made(bytes(Op::MAKE_FUNCTION, 0, RET)), Rule::Defaults);
}

TEST_CASE("bodies of classes return None or a cell", "[verify]") {
    const auto made = [](const FunctionSpec& body) {
        return module(spec(bytes(Op::LOAD_BUILD_CLASS, Op::MAKE_FUNCTION, 0, Op::LOAD_CONST_STRING,
                                 2, Op::CALL_FUNCTION, 2, RET)),
                      {body});
    };
    accepted(made(spec(bytes(NONE, RET))));
    FunctionSpec withCell = spec(bytes(local(0), RET));
    withCell.cells = {0};
    accepted(made(withCell));
    refused(made(spec(bytes(TRUE, RET))), Rule::ClassBody);
    refused(made(spec(bytes(local(0), RET))), Rule::ClassBody);
    FunctionSpec generator = spec(bytes(NONE, RET));
    generator.prelude.scopeFlags = abi::kScopeGenerator;
    refused(made(generator), Rule::ClassBody);
    const Bytes caught = assemble({Op::SETUP_EXCEPT, to('a'), NONE, RET, at('a'), RET});
    refused(made(spec(caught)), Rule::ClassBody);
}

TEST_CASE("handlers of `async with`, and returns out of them", "[verify]") {
    constexpr int kMatch = binary(abi::BinaryOp::ExceptionMatch);
    const auto handler = [](int name, const std::vector<Item>& onException) {
        std::vector<Item> items = {NONE,
                                   Op::SETUP_FINALLY,
                                   to('a'),
                                   NONE,
                                   Op::ROT_TWO,
                                   Op::JUMP,
                                   to('c'),
                                   at('a'),
                                   DUP,
                                   Op::LOAD_GLOBAL,
                                   name,
                                   kMatch,
                                   Op::POP_JUMP_IF_FALSE,
                                   to('b')};
        items.insert(items.end(), onException.begin(), onException.end());
        for (const Item item : {Item(at('b')), Item(Op::ROT_THREE), Item(Op::ROT_THREE), at('c'),
                                Item(POP), Item(Op::END_FINALLY), Item(NONE), Item(RET)})
            items.push_back(item);
        return items;
    };
    check({
        {"compare with BaseException", Rule::AsyncName, handler(2, {NONE, RET}),
         handler(1, {NONE, RET})},
        {"leave the cause where it is", Rule::CauseKept, handler(2, {NONE, RET}),
         handler(2, {POP, NONE, RET})},
    });
}

TEST_CASE("proofs are of a size that hosts have", "[verify]") {
    const auto known = [](size_t places) {
        std::vector<Item> items = {NONE, Op::UNPACK_SEQUENCE, 0x83, 0xfd, 0x00, Op::JUMP, 0x40};
        for (size_t i = 1; i < places; ++i) items.insert(items.end(), {Op::JUMP, 0x40});
        items.insert(items.end(), {NONE, RET});
        std::optional<Rule> rule;
        complaint(module(spec(assemble(items), 0xffff)), rule);
        return rule;
    };
    constexpr size_t kDepth = 3 << 14 | 0x7d << 7;
    CHECK_FALSE(known((size_t{100} << 20) / 8 / kDepth));
    CHECK(known((size_t{128} << 20) / 8 / kDepth + 1) == Rule::ProofSize);
}
