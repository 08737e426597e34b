// Cases for the verifier: a function that keeps a rule, and one that breaks it, before the host's
// eyes and the runtime's.
#pragma once

#include <catch2/catch.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "runtime/memory/memory.h"
#include "runtime/memory/raise.h"
#include "runtime/memory/state.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/object.h"
#include "runtime/vm/loader.h"
#include "taipan/mpy-format/reader.h"
#include "taipan/mpy-format/validator.h"
#include "taipan/mpy-format/writer.h"
#include "taipan/runtime.h"
#include "taipan/verifier/verifier.h"
#include "tests/unit/mpy_builder.h"

namespace taipan::test {

using abi::Op;
using verifier::Rule;
using Bytes = std::vector<uint8_t>;

constexpr Op NONE = Op::LOAD_CONST_NONE;
constexpr Op TRUE = Op::LOAD_CONST_TRUE;
constexpr Op POP = Op::POP_TOP;
constexpr Op RET = Op::RETURN_VALUE;
constexpr Op DUP = Op::DUP_TOP;
constexpr Op NUL = Op::LOAD_NULL;

alignas(16) inline char memory[4 << 20];
inline const taipan_port kPort{};

/// The runtime, for one case.
struct Runtime {
    Runtime() { REQUIRE(taipan_init(memory, sizeof memory, &kPort)); }
    ~Runtime() { taipan_deinit(); }
};

/// Whether a file loads; ValueError is the only other thing that may happen.
[[gnu::noinline]] inline bool loads(const Bytes& file) {
    using namespace taipan::runtime;
    const Runtime runtime;
    const Value raised = attempt([&] {
        auto* context = newObject<ModuleContext>(moduleType);
        context->globals = state.mainGlobals;
        loadMpy(context, file.data(), file.size());
    });
    if (raised) CHECK(isInstance(raised, classOf(ValueErrorType)));
    return !raised;
}

/// What the host says first, "" when it finds no error; `rule`: the one that is broken.
inline std::string complaint(const Bytes& file, std::optional<Rule>& rule) {
    const Result<mpy::Module> module = mpy::read(file);
    if (!module) return module.error().message;
    for (const mpy::Problem& problem : mpy::validate(module.value())) {
        if (problem.level != mpy::ProblemLevel::Error) continue;
        rule = problem.rule;
        return toString(problem);
    }
    return {};
}

/// Who keeps a rule: column `by` of rules.def.
enum class KeptBy : uint8_t { Both, Host, Loader };
constexpr KeptBy kKeptBy[] = {
#define TAIPAN_RULE(name, slug, by, expected, found) KeptBy::by,
#include "taipan/verifier/rules.def"
#undef TAIPAN_RULE
};

inline void accepted(const Bytes& file) {
    std::optional<Rule> rule;
    CHECK(complaint(file, rule) == "");
    CHECK(loads(file));
}

/// The host refuses a file by `rule`, and so does the runtime if that is one of its own.
inline void refused(const Bytes& file, Rule rule, const char* message = "") {
    std::optional<Rule> broken;
    const std::string said = complaint(file, broken);
    INFO(said);
    REQUIRE(broken);
    CHECK(*broken == rule);
    CHECK_THAT(said, Catch::Contains(message));
    CHECK(loads(file) == (kKeptBy[static_cast<size_t>(rule)] == KeptBy::Host));
}

/// A module body, with names 0 to 2 and constants 0 and 1, that makes the functions `children`.
inline Bytes module(const FunctionSpec& body, const std::vector<FunctionSpec>& children = {}) {
    Builder b;
    b.qstr("BaseException");
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

inline FunctionSpec spec(const Bytes& opcodes, uint32_t state = 12, uint32_t blocks = 3) {
    return {opcodes, frame(state, blocks)};
}

/// A function of one positional parameter.
inline FunctionSpec withParameter(const Bytes& opcodes) {
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
inline Item to(char label) {
    return {Item::Kind::To, label};
}
inline Item at(char label) {
    return {Item::Kind::At, label};
}

/// Opcodes with their jumps, all of which are short.
inline Bytes assemble(const std::vector<Item>& items) {
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
    const char* what;
    Rule rule;
    std::vector<Item> good, bad;
    const char* message = "";
};

inline void check(const std::vector<Pair>& pairs, uint32_t scopeFlags = 0) {
    for (const Pair& pair : pairs) {
        INFO(pair.what);
        FunctionSpec good = spec(assemble(pair.good)), bad = spec(assemble(pair.bad));
        good.prelude.scopeFlags = bad.prelude.scopeFlags = scopeFlags;
        const Bytes maker = bytes(Op::MAKE_FUNCTION, 0, RET);
        accepted(module(spec(maker), {good}));
        refused(module(spec(maker), {bad}), pair.rule, pair.message);
    }
}

/// Jumps to the next instruction each. The code's start and end count as places too.
inline std::vector<Item> jumps(size_t count) {
    std::vector<Item> items;
    for (size_t i = 0; i < count; ++i) items.insert(items.end(), {Op::JUMP, 0x40});
    items.insert(items.end(), {NONE, RET});
    return items;
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

} // namespace taipan::test
