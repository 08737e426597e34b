// The runtime's verifier: what compilers make loads; code that breaks one rule does not. Each rule
// has a pair of functions that differ in that alone.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "mpy_builder.h"
#include "runtime/memory/memory.h"
#include "runtime/memory/raise.h"
#include "runtime/memory/state.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/object.h"
#include "runtime/vm/loader.h"
#include "taipan/compiler.h"
#include "taipan/mpy-format/writer.h"
#include "taipan/runtime.h"

using namespace taipan;
using namespace taipan::test;
using abi::Op;
using Bytes = std::vector<uint8_t>;

namespace {

constexpr Op NONE = Op::LOAD_CONST_NONE;
constexpr Op TRUE = Op::LOAD_CONST_TRUE;
constexpr Op POP = Op::POP_TOP;
constexpr Op RET = Op::RETURN_VALUE;
constexpr Op DUP = Op::DUP_TOP;
constexpr Op NUL = Op::LOAD_NULL;

alignas(16) char memory[4 << 20];
const taipan_port kPort{};

/// The runtime, for one case.
struct Runtime {
    Runtime() { REQUIRE(taipan_init(memory, sizeof memory, &kPort)); }
    ~Runtime() { taipan_deinit(); }
};

/// Whether a file loads; ValueError is the only other thing that may happen.
[[gnu::noinline]] bool loads(const Bytes& file) {
    using namespace taipan::runtime;
    const Runtime runtime;
    const Value raised = attempt([&] {
        auto* context = newObject<ModuleContext>(moduleType);
        context->globals = state.mainGlobals;
        loadMpy(context, file.data(), file.size());
    });
    if (raised) CHECK(isInstance(raised, ValueErrorType));
    return !raised;
}

/// A module body, with names 0 to 2 and constants 0 and 1, that makes the functions `children`.
Bytes module(const FunctionSpec& body, const std::vector<FunctionSpec>& children = {}) {
    Builder b;
    b.qstr("third");
    b.object(abi::ObjectTag::Int, "5").object(abi::ObjectTag::Str, "text");
    b.function(body);
    std::vector<uint32_t> numbers;
    for (const FunctionSpec& child : children) {
        b.function(child);
        numbers.push_back(static_cast<uint32_t>(numbers.size() + 1));
    }
    b.children(0, numbers);
    return mpy::write(b.module);
}

FunctionSpec spec(const Bytes& opcodes, uint32_t state = 12, uint32_t blocks = 3) {
    return {opcodes, frame(state, blocks)};
}

/// A function of one positional parameter.
FunctionSpec withParameter(const Bytes& opcodes) {
    FunctionSpec made = spec(opcodes);
    made.prelude.nPosArgs = 1;
    made.names = {1, 2};
    return made;
}

/// An opcode, a byte, where a jump leads or what it leads to.
struct Item {
    enum class Kind : uint8_t { Byte, To, At } kind = Kind::Byte;
    uint8_t value = 0;

    Item(Op op) : value(asByte(op)) {}
    Item(int byte) : value(asByte(byte)) {}
    Item(Kind which, char label) : kind(which), value(static_cast<uint8_t>(label)) {}
};
Item to(char label) {
    return {Item::Kind::To, label};
}
Item at(char label) {
    return {Item::Kind::At, label};
}

/// Opcodes with their jumps, all of which are short.
Bytes assemble(const std::vector<Item>& items) {
    std::map<uint8_t, size_t> labels;
    Bytes made;
    for (const bool known : {false, true}) {
        made.clear();
        for (const Item& item : items) {
            if (item.kind == Item::Kind::At) {
                labels[item.value] = made.size();
            } else if (item.kind == Item::Kind::To && known) {
                const bool forward = abi::opInfo(made.back()).operand == abi::Operand::Forward;
                const size_t distance = labels.at(item.value) - made.size() - 1;
                made.push_back(static_cast<uint8_t>(distance + (forward ? 0 : 0x40)));
            } else {
                made.push_back(item.value);
            }
        }
    }
    return made;
}

struct Pair {
    const char* rule;
    std::vector<Item> good, bad;
};

void check(const std::vector<Pair>& pairs, uint32_t scopeFlags = 0) {
    for (const Pair& pair : pairs) {
        INFO(pair.rule);
        FunctionSpec good = spec(assemble(pair.good)), bad = spec(assemble(pair.bad));
        good.prelude.scopeFlags = bad.prelude.scopeFlags = scopeFlags;
        const Bytes maker = bytes(Op::MAKE_FUNCTION, 0, RET);
        CHECK(loads(module(spec(maker), {good})));
        CHECK_FALSE(loads(module(spec(maker), {bad})));
    }
}

constexpr int binary(abi::BinaryOp op) {
    return static_cast<int>(Op::BINARY_OP_MULTI) + static_cast<int>(op);
}
constexpr int local(int slot) {
    return static_cast<int>(Op::LOAD_FAST_MULTI) + slot;
}
constexpr int setLocal(int slot) {
    return static_cast<int>(Op::STORE_FAST_MULTI) + slot;
}

} // namespace

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
        CHECK(loads(compiled.mpy));
    }
    CHECK(count > 100);
}

TEST_CASE("instructions are whole and defined, operands in range", "[verify]") {
    check({
        {"opcodes are defined", {NONE, RET}, {0x1d, RET}},
        {"those with folded operands too", {TRUE, 0xd3, RET}, {TRUE, 0xd4, RET}},
        {"up to the last", {TRUE, TRUE, 0xf9, RET}, {TRUE, TRUE, 0xfa, RET}},
        {"the code ends whole", {NONE, RET, 0x23, 0}, {NONE, RET, 0x23}},
        {"operands end", {NONE, RET, 0x23, 0x80, 0}, {NONE, RET, 0x23, 0x80}},
        {"long numbers are small ints alone",
         {0x22, 0x81, 0x80, 0x80, 0x80, 0x80, 0, RET},
         {0x23, 0x81, 0x80, 0x80, 0x80, 0x80, 0, RET}},
        {"names", {Op::LOAD_GLOBAL, 2, RET}, {Op::LOAD_GLOBAL, 3, RET}},
        {"constants", {Op::LOAD_CONST_OBJ, 1, RET}, {Op::LOAD_CONST_OBJ, 2, RET}},
        {"local variables", {NONE, setLocal(10), NONE, RET}, {NONE, setLocal(12), NONE, RET}},
        {"slices have two or three parts",
         {TRUE, TRUE, Op::BUILD_SLICE, 2, RET},
         {TRUE, TRUE, TRUE, TRUE, Op::BUILD_SLICE, 4, RET}},
        {"only generators yield", {NONE, POP, NONE, RET}, {NONE, Op::YIELD_VALUE, RET}},
    });
    check({{"generators do", {NONE, Op::YIELD_VALUE, RET}, {Op::YIELD_VALUE, RET}}},
          abi::kScopeGenerator);
    const Bytes making = bytes(Op::MAKE_FUNCTION, 0, RET);
    CHECK_FALSE(loads(module(spec(making))));
    FunctionSpec nameless = spec(bytes(NONE, RET));
    nameless.names = {3};
    CHECK_FALSE(loads(module(spec(making), {nameless})));
    nameless.names = {};
    CHECK_FALSE(loads(module(spec(making), {nameless})));
    FunctionSpec parameter = withParameter(bytes(local(0), RET));
    CHECK(loads(module(spec(making), {parameter})));
    parameter.names = {1, 0x83};
    CHECK_FALSE(loads(module(spec(making), {parameter})));
}

TEST_CASE("jumps lead to instructions, and code does not run off its end", "[verify]") {
    check({
        {"to an instruction",
         {Op::JUMP, to('a'), TRUE, POP, at('a'), NONE, RET},
         {Op::JUMP, to('a'), Op::LOAD_CONST_OBJ, at('a'), 0, RET}},
        {"within the code",
         {Op::JUMP, to('a'), NONE, at('a'), NONE, RET},
         {Op::JUMP, to('a'), NONE, RET, at('a')}},
        {"not before it", {at('a'), Op::JUMP, to('a')}, {Op::JUMP, 0x3d}},
        {"the end", {NONE, RET}, {NONE, POP}},
        {"stacks are equally deep",
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), at('a'), NONE, RET},
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), TRUE, at('a'), NONE, RET}},
    });
}

TEST_CASE("the stack stays within its part of the frame", "[verify]") {
    check({
        {"is not popped empty", {NONE, RET}, {RET}},
        {"calls", {NONE, TRUE, Op::CALL_FUNCTION, 1, RET}, {NONE, TRUE, Op::CALL_FUNCTION, 2, RET}},
        {"does not outgrow the frame",
         {NONE, Op::UNPACK_SEQUENCE, 12, Op::BUILD_TUPLE, 12, RET},
         {NONE, Op::UNPACK_SEQUENCE, 13, Op::BUILD_TUPLE, 13, RET}},
        {"nor into the locals",
         {NONE, setLocal(1), NONE, Op::UNPACK_SEQUENCE, 10, Op::BUILD_TUPLE, 10, RET},
         {NONE, setLocal(1), NONE, Op::UNPACK_SEQUENCE, 11, Op::BUILD_TUPLE, 11, RET}},
        {"has room for the cause of a finally, and what lies below it",
         {NONE, Op::UNPACK_SEQUENCE, 10, Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::END_FINALLY,
          RET},
         {NONE, Op::UNPACK_SEQUENCE, 11, Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::END_FINALLY,
          RET}},
    });
}

TEST_CASE("what is on the stack is what instructions take", "[verify]") {
    constexpr int kKeyword = 0x82; // first byte of a call's operand 0x100: one keyword
    check({
        {"no value is a value nowhere", {NONE, RET}, {NUL, RET}},
        {"but as what an item is deleted by",
         {NUL, NONE, TRUE, Op::STORE_SUBSCR, NONE, RET},
         {NONE, NUL, TRUE, Op::STORE_SUBSCR, NONE, RET}},
        {"and an attribute",
         {NUL, NONE, Op::STORE_ATTR, 2, NONE, RET},
         {NONE, NUL, Op::STORE_ATTR, 2, NONE, RET}},
        {"the self of methods",
         {NONE, Op::LOAD_METHOD, 2, Op::CALL_METHOD, 0, RET},
         {NONE, Op::LOAD_METHOD, 2, Op::CALL_FUNCTION, 1, RET}},
        {"keywords are names",
         {NONE, Op::LOAD_CONST_STRING, 2, TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET},
         {NONE, TRUE, TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET}},
        {"or missing",
         {NONE, NUL, TRUE, TRUE, Op::CALL_FUNCTION_VAR_KW, kKeyword, 0, RET},
         {NONE, NUL, TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET}},
        {"names on all paths",
         {NONE, TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::LOAD_CONST_STRING, 2, Op::JUMP, to('b'),
          at('a'), Op::LOAD_CONST_STRING, 2, at('b'), TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET},
         {NONE, TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::LOAD_CONST_STRING, 2, Op::JUMP, to('b'),
          at('a'), Op::LOAD_CONST_OBJ, 1, at('b'), TRUE, Op::CALL_FUNCTION, kKeyword, 0, RET}},
        {"iterators",
         {NONE, Op::GET_ITER_STACK, at('a'), Op::FOR_ITER, to('b'), POP, Op::JUMP, to('a'), at('b'),
          NONE, RET},
         {NONE, TRUE, TRUE, TRUE, at('a'), Op::FOR_ITER, to('b'), POP, Op::JUMP, to('a'), at('b'),
          NONE, RET}},
        {"iterators on the heap",
         {NUL, NONE, NUL, NUL, Op::FOR_ITER, to('a'), RET, at('a'), NONE, RET},
         {TRUE, NONE, NUL, NUL, Op::FOR_ITER, to('a'), RET, at('a'), NONE, RET}},
        {"an iterator is no value",
         {NONE, Op::GET_ITER_STACK, POP, POP, POP, POP, NONE, RET},
         {NONE, Op::GET_ITER_STACK, RET}},
        {"nor are its parts",
         {NONE, Op::GET_ITER_STACK, POP, NONE, RET},
         {NONE, Op::GET_ITER_STACK, POP, DUP, NONE, RET}},
        {"collections of comprehensions",
         {Op::BUILD_LIST, 0, NONE, Op::STORE_COMP, 4, RET},
         {Op::BUILD_LIST, 0, NONE, Op::STORE_COMP, 8, RET}},
    });
}

TEST_CASE("exception blocks", "[verify]") {
    check({
        {"handlers find the exception",
         {Op::SETUP_EXCEPT, to('a'), Op::POP_EXCEPT_JUMP, to('b'), at('a'), POP,
          Op::POP_EXCEPT_JUMP, to('b'), Op::END_FINALLY, at('b'), NONE, RET},
         {Op::SETUP_EXCEPT, to('a'), Op::POP_EXCEPT_JUMP, to('b'), at('a'), POP, POP,
          Op::POP_EXCEPT_JUMP, to('b'), Op::END_FINALLY, at('b'), NONE, RET}},
        {"the end of a block is within one",
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::END_FINALLY, NONE, RET},
         {NONE, Op::END_FINALLY, NONE, RET}},
        {"and finds why the handler ran",
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::END_FINALLY, NONE, RET},
         {Op::SETUP_FINALLY, to('a'), TRUE, at('a'), Op::END_FINALLY, NONE, RET}},
        {"which stays on the stack",
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), NONE, POP, Op::END_FINALLY, NONE, RET},
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), POP, NONE, Op::END_FINALLY, NONE, RET}},
        {"and is not copied",
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), TRUE, DUP, POP, POP, Op::END_FINALLY, NONE,
          RET},
         {Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::JUMP, to('b'), at('b'), DUP, POP,
          Op::END_FINALLY, NONE, RET}},
        {"protected code leaves what is below alone",
         {TRUE, Op::SETUP_FINALLY, to('a'), TRUE, POP, NONE, at('a'), Op::END_FINALLY, RET},
         {TRUE, Op::SETUP_FINALLY, to('a'), POP, TRUE, NONE, at('a'), Op::END_FINALLY, RET}},
        {"blocks nest as deep as the frame has room for",
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
         {Op::SETUP_EXCEPT, to('a'), Op::SETUP_EXCEPT, to('b'), NONE, RET, at('a'), NONE, RET,
          at('b'), NONE, RET},
         {Op::SETUP_EXCEPT, to('a'), Op::SETUP_EXCEPT, to('a'), NONE, RET, at('a'), NONE, RET}},
        {"paths meet within the same blocks",
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::SETUP_FINALLY, to('b'), NONE, RET, at('a'), NONE,
          RET, at('b'), NONE, RET},
         {TRUE, Op::POP_JUMP_IF_TRUE, to('a'), Op::SETUP_FINALLY, to('b'), at('a'), NONE, RET,
          at('b'), NONE, RET}},
        {"with",
         {NONE, Op::SETUP_WITH, to('a'), POP, NONE, at('a'), Op::WITH_CLEANUP, Op::END_FINALLY,
          NONE, RET},
         {NONE, Op::SETUP_WITH, to('a'), NONE, at('a'), Op::WITH_CLEANUP, Op::END_FINALLY, NONE,
          RET}},
        {"only a with is cleaned up",
         {NONE, Op::SETUP_WITH, to('a'), POP, NONE, at('a'), Op::WITH_CLEANUP, Op::END_FINALLY,
          NONE, RET},
         {NONE, NONE, Op::SETUP_FINALLY, to('a'), NONE, at('a'), Op::WITH_CLEANUP, Op::END_FINALLY,
          NONE, RET}},
        {"jumps leave blocks that are open",
         {Op::SETUP_FINALLY, to('a'), Op::UNWIND_JUMP, to('b'), 1, at('a'), Op::END_FINALLY,
          at('b'), NONE, RET},
         {Op::SETUP_FINALLY, to('a'), Op::UNWIND_JUMP, to('b'), 2, at('a'), Op::END_FINALLY,
          at('b'), NONE, RET}},
        {"and drop an iterator that is there",
         {NONE, Op::GET_ITER_STACK, Op::SETUP_FINALLY, to('a'), Op::UNWIND_JUMP, to('b'), 0x81,
          at('a'), Op::END_FINALLY, POP, POP, POP, POP, at('b'), NONE, RET},
         {NONE, NONE, Op::SETUP_FINALLY, to('a'), Op::UNWIND_JUMP, to('b'), 0x81, at('a'),
          Op::END_FINALLY, POP, POP, at('b'), NONE, RET}},
    });
    constexpr int kMatch = binary(abi::BinaryOp::ExceptionMatch);
    constexpr int kOther = binary(abi::BinaryOp::Is);
    check({
        {"handlers that test their cause do as those of `async with`",
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
    CHECK(loads(module(around, {reads})));
    CHECK_FALSE(loads(module(spec(plain), {reads})));
    // The parameters of a closure are cells only as far as the closure fills them.
    CHECK_FALSE(loads(module(around, {withParameter(bytes(Op::LOAD_DEREF, 1, RET))})));
    CHECK_FALSE(loads(module(around, {spec(bytes(NONE, RET))})));
    // What is used as a cell is not used otherwise.
    CHECK_FALSE(
        loads(module(around, {withParameter(bytes(NONE, setLocal(0), Op::LOAD_DEREF, 0, RET))})));
    CHECK_FALSE(
        loads(module(around, {withParameter(bytes(Op::DELETE_FAST, 0, Op::LOAD_DEREF, 0, RET))})));
    FunctionSpec own = spec(bytes(Op::LOAD_DEREF, 3, RET));
    CHECK_FALSE(loads(module(spec(plain), {own})));
    own.cells = {3};
    CHECK(loads(module(spec(plain), {own})));
    own.opcodes = bytes(NONE, setLocal(3), Op::LOAD_DEREF, 3, RET);
    CHECK_FALSE(loads(module(spec(plain), {own})));
    own.cells = {12};
    own.opcodes = bytes(NONE, RET);
    CHECK_FALSE(loads(module(spec(plain), {own})));
}
