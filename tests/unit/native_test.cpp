// Machine code in .mpy files: what the loader checks, and where the code lies. None of it runs
// here, but for tests/test_machine_code.py.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include "runtime/memory/memory.h"
#include "runtime/memory/raise.h"
#include "runtime/memory/state.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/containers/dict.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/object.h"
#include "runtime/vm/loader.h"
#include "runtime/vm/native.h"
#include "taipan/mpy-format/writer.h"
#include "taipan/runtime.h"
#include "tests/unit/mpy_builder.h"

#if TAIPAN_HAS_NATIVE
namespace taipan::test {
namespace {

using abi::CodeKind;
using abi::ObjectTag;
using abi::Op;
using Bytes = std::vector<uint8_t>;

constexpr size_t kWord = sizeof(void*);

/// Memory for code that never runs, by address; `sealed`: what has been committed.
struct Pages {
    std::map<void*, size_t> sizes;
    std::map<void*, Bytes> sealed;
    int error = 0;
};
Pages pages;

void* allocateCode(void*, size_t size) {
    void* const memory = std::aligned_alloc(16, (size + 15) / 16 * 16);
    pages.sizes[memory] = size;
    return memory;
}
int commitCode(void*, void* memory, size_t size) {
    REQUIRE(pages.sizes[memory] == size);
    const auto* at = static_cast<const uint8_t*>(memory);
    pages.sealed[memory] = Bytes(at, at + size);
    return pages.error;
}
void releaseCode(void*, void* memory, size_t size) {
    REQUIRE(pages.sizes[memory] == size);
    pages.sizes.erase(memory);
    std::free(memory);
}

alignas(16) char heap[4 << 20];

/// The runtime with memory for code, or without.
struct Runtime {
    explicit Runtime(bool hasCode = true) {
        static constexpr taipan_port kNoPort{};
        static constexpr taipan_code_memory kCode{allocateCode, commitCode, releaseCode};
        pages = {};
        taipan_set_code_memory(hasCode ? &kCode : nullptr);
        REQUIRE(taipan_init(heap, sizeof heap, &kNoPort));
    }
    ~Runtime() {
        taipan_deinit();
        taipan_set_code_memory(nullptr);
        CHECK(pages.sizes.empty());
    }
};

/// Loads a file, without running it: what is raised, and what is loaded if the caller wants it.
[[gnu::noinline]] runtime::Value load(const Bytes& file, runtime::Value* body = nullptr) {
    using namespace taipan::runtime;
    return attempt([&] {
        auto* context = newObject<ModuleContext>(moduleType);
        context->globals = state.mainGlobals;
        const Value loaded = loadMpy(context, file.data(), file.size());
        if (body != nullptr) *body = loaded;
    });
}

/// "" or what is raised.
std::string complaint(const Bytes& file, bool hasCode = true) {
    const Runtime running(hasCode);
    const runtime::Value raised = load(file);
    if (!raised) return "";
    taipan_value text = 0, str = 0;
    REQUIRE(taipan_import("builtins", &str) == TAIPAN_OK);
    REQUIRE(taipan_get(str, "str", &str) == TAIPAN_OK);
    taipan_value argument = raised.bits;
    REQUIRE(taipan_call(str, 1, &argument, &text) == TAIPAN_OK);
    size_t size = 0;
    const char* data = taipan_to_text(text, &size);
    return std::string(data, size);
}

constexpr const char* kInvalid = "invalid .mpy file";

/// A module of machine code for this machine, whose parts tests change.
struct Native : Builder {
    Native() {
        module.header.arch = abi::Arch::x64;
        module.header.subVersion = abi::kDialect63.subVersion;
        module.header.smallIntBits = 63;
        qstr("f").qstr("a");
        object(ObjectTag::FunTable);
        function({bytes(Op::LOAD_CONST_NONE, Op::RETURN_VALUE), frame(2)});
        children(0, {1});
    }

    /// Native code of words, with a prelude behind them.
    mpy::RawCode& native(const std::vector<uint64_t>& words, const FunctionSpec& spec) {
        Bytes content(words.size() * kWord);
        std::memcpy(content.data(), words.data(), content.size());
        const auto offset = static_cast<uint32_t>(content.size());
        for (const uint8_t byte : encode(spec)) content.push_back(byte);
        mpy::RawCode& made = code(content, CodeKind::Native);
        made.preludeOffset = offset;
        return made;
    }
    Bytes file() { return mpy::write(module); }
};

/// A prelude of machine code: no opcodes.
FunctionSpec prelude(uint32_t state = 4, uint32_t args = 1, uint32_t flags = 0) {
    FunctionSpec made{{}, frame(state, 0, args), {2, 3}};
    made.prelude.scopeFlags = flags;
    return made;
}

Bytes contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::filesystem::path> compiled(const char* arch) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(TAIPAN_TESTS_DIR "/native/") + arch))
        if (entry.path().extension() == ".mpy") found.push_back(entry.path());
    REQUIRE(found.size() >= 6);
    return found;
}
} // namespace

TEST_CASE("files of machine code load where they fit", "[native]") {
    for (const auto& path : compiled("x64")) {
        INFO(path);
        CHECK(complaint(contentOf(path)) == "");
        CHECK(complaint(contentOf(path), false) == "native code in .mpy unsupported");
    }
    for (const char* arch : {"armv6m", "armv7m", "rv32imc"})
        CHECK(complaint(contentOf(compiled(arch)[0])) == "incompatible .mpy arch");
    Bytes file = contentOf(compiled("x64")[0]);
    file[2] &= 0xfc;
    CHECK(complaint(file) == "incompatible .mpy file"); // of another version of native code
    file[2] |= 0x43; // flags of the architecture, of which there are none: the next byte is them
    file.insert(file.begin() + 4, 1);
    CHECK(complaint(file) == "incompatible .mpy file");
    file[4] = 0;
    CHECK(complaint(file) == "");
    file[2] = 0; // no machine code, says the header
    file.erase(file.begin() + 4);
    CHECK(complaint(file) != "");
}

TEST_CASE("memory for code is sealed once written and given back with the module", "[native]") {
    const Bytes file = contentOf(compiled("x64")[0]);
    {
        const Runtime running;
        runtime::Value body;
        REQUIRE(!load(file, &body));
        CHECK(pages.sizes.size() == 1);
        CHECK(pages.sealed.size() == 1);
        taipan_pin(body.bits);
        taipan_collect();
        CHECK(pages.sizes.size() == 1);
        taipan_unpin(body.bits);
        body = runtime::Value();
        for (int i = 0; i < 4 && !pages.sizes.empty(); ++i) {
            CHECK(!load(contentOf(compiled("x64")[1]))); // overwrites what the stack held
            taipan_collect();
        }
        CHECK(pages.sizes.size() <= 1);
    }
    const Runtime running;
    pages.error = 13;
    const runtime::Value raised = load(file);
    REQUIRE(raised);
    CHECK(runtime::isInstance(raised, runtime::classOf(runtime::OSErrorType)));
}

TEST_CASE("how native code is entered is checked", "[native]") {
    const auto check =
        [](
            const char* said, const std::vector<uint64_t>& words, const FunctionSpec& spec,
            const std::function<void(mpy::RawCode&)>& change = [](mpy::RawCode&) {}) {
            Native made;
            change(made.native(words, spec));
            INFO(words.size());
            CHECK(complaint(made.file()) == said);
        };
    check("", {0, 0}, prelude());
    check(kInvalid, {1, 0}, prelude());                                        // no such child
    check(kInvalid, {0}, prelude(), [](auto& raw) { raw.preludeOffset = 4; }); // within the head
    check(kInvalid, {0}, prelude(), [](auto& raw) { raw.preludeOffset = 1000; });
    check(kInvalid, {0}, prelude(), [](auto& raw) { raw.code = raw.code.first(9); });
    check(kInvalid, {0}, prelude(0xffff + 1));
    check(kInvalid, {0}, prelude(0x8000));     // more than a quarter of the stack
    check(kInvalid, {0}, prelude(1, 2));       // parameters without room, and without names
    check(kInvalid, {0}, prelude(4, 1, 0x10)); // unknown flag
    FunctionSpec spec = prelude();
    spec.names = {2, 0x7f};
    check(kInvalid, {0}, spec); // no such name
    spec.names = {2, 0x81};
    check(kInvalid, {0}, spec); // not whole
    spec = prelude();
    spec.cells = {3};
    check("", {0}, spec);
    spec.cells = {4};
    check(kInvalid, {0}, spec); // no such slot
    const FunctionSpec generator = prelude(4, 1, abi::kScopeGenerator);
    check("", {0, 16, 0, 0}, generator);
    check(kInvalid, {0, 8, 0, 0}, generator);
    check(kInvalid, {0, 32, 0, 0}, generator);
    check(kInvalid, {0}, generator);
}

TEST_CASE("functions of machine code have children, and a prelude behind them", "[native]") {
    Native made;
    made.native({1, 0}, prelude());
    made.function({bytes(Op::MAKE_FUNCTION, 5, Op::RETURN_VALUE), frame(2)});
    made.children(1, {2});
    // Machine code gives bytecode its children: any number may be one.
    CHECK(complaint(made.file()) == "");
    Native nested;
    nested.native({1, 0}, prelude());
    nested.function({bytes(Op::MAKE_FUNCTION, 5, Op::RETURN_VALUE), frame(2)});
    nested.function({bytes(Op::LOAD_CONST_NONE, Op::RETURN_VALUE), frame(2)});
    nested.children(1, {2}).children(2, {3});
    CHECK(complaint(nested.file()) == kInvalid); // it has children in the file
    Native table;
    table.native({0}, prelude());
    table.module.rawCodes[0].code =
        table.keep(encode({bytes(Op::LOAD_CONST_OBJ, 0, Op::RETURN_VALUE), frame(2)}));
    CHECK(complaint(table.file()) == kInvalid); // the function table is no value
    Native second;
    second.object(ObjectTag::FunTable);
    second.native({0}, prelude());
    CHECK(complaint(second.file()) == kInvalid);
    Native inside;
    inside.object(ObjectTag::Tuple, {}, {{ObjectTag::FunTable, {}, {}}});
    inside.native({0}, prelude());
    CHECK(complaint(inside.file()) == kInvalid);
}

TEST_CASE("machine code makes bytecode with children of its own choice", "[native]") {
    Native made;
    made.native({2, 0}, prelude(4, 0, 0));
    made.function({bytes(Op::MAKE_FUNCTION, 0, Op::CALL_FUNCTION, 0, Op::RETURN_VALUE), frame(3)});
    made.function({bytes(0x85, Op::RETURN_VALUE), frame(2)}); // 5
    made.children(1, {2, 3});
    const Runtime running;
    runtime::Value body;
    REQUIRE(!load(made.file(), &body));
    using namespace taipan::runtime;
    ModuleContext* const context = body.as<Function>()->context;
    // Behind the function table and the body: the native function, its children, its prelude.
    const auto& native = *context->constants[2].as<FunctionRecord>();
    CHECK(native.kind == FunctionRecord::Native);
    CHECK(native.children == context->constants + 3);
    const auto* const caller = context->constants[3].as<FunctionRecord>();
    const auto* const callee = context->constants[4].as<FunctionRecord>();
    CHECK((caller->kind == FunctionRecord::Bytecode && callee->kind == FunctionRecord::Bytecode));
    const void* const children[] = {callee};
    FunctionRecord record{{0, 0}, FunctionRecord::Bytecode, 0, caller->code, children};
    Value result;
    CHECK(!attempt([&] { result = call(makeFunction(context, &record)); }));
    CHECK(result == smallInt(5));
    record.children = nullptr;
    const Value raised = attempt([&] { call(makeFunction(context, &record)); });
    REQUIRE(raised);
    CHECK(isInstance(raised, classOf(RuntimeErrorType)));
    record.kind = static_cast<FunctionRecord::Kind>(1);
    CHECK(attempt([&] { makeFunction(context, &record); }));
}

namespace {
/// A module whose body is linked code of four words, with constants of two and 12 bytes besides.
struct Linked : Builder {
    explicit Linked(const Bytes& relocations,
                    uint32_t flags = abi::kViperRelocations | abi::kViperRodata | abi::kViperBss) {
        module.header.arch = abi::Arch::x64;
        module.header.subVersion = abi::kDialect63.subVersion;
        module.header.smallIntBits = 63;
        const uint64_t words[] = {1, 2, 3, 4};
        const auto* at = reinterpret_cast<const uint8_t*>(words);
        mpy::RawCode& made = code(Bytes(at, at + sizeof words), CodeKind::Viper);
        made.scopeFlags = flags;
        made.rodata = keep(Bytes(16, 0));
        made.bssSize = 12;
        made.relocations = keep(relocations);
    }
};
} // namespace

TEST_CASE("relocations change words within their sections", "[native]") {
    // text[0] += text, text[1..2] += bss twice, text[3] += names; constants[1] += entry 75
    const Bytes good = {0x00, 0x0a, 0x02, 0x0c, 0x01 | (9 + 75) << 1, 0x03, 0xff};
    {
        const Runtime running;
        runtime::Value body;
        REQUIRE(!load(mpy::write(Linked(good).module), &body));
        REQUIRE(pages.sealed.size() == 1);
        const auto& [memory, bytes] = *pages.sealed.begin();
        uint64_t words[4];
        std::memcpy(words, bytes.data(), sizeof words);
        const auto& function = *body.as<runtime::NativeFunction>();
        CHECK(function.code == memory);
        CHECK(words[0] == reinterpret_cast<uintptr_t>(memory) + 1);
        CHECK(words[2] - words[1] == 1);
        CHECK(words[3] == reinterpret_cast<uintptr_t>(function.context->names) + 4);
        const auto* const data = reinterpret_cast<const uintptr_t*>(words[1] - 2);
        CHECK((data[0] | data[1] | data[2]) == 0); // 12 bytes, as words
        CHECK(data[3] == reinterpret_cast<uintptr_t>(&runtime::listType));
        // Nothing knows the addresses that its data has: it stays.
        body = {};
        for (int i = 0; i < 4; ++i) taipan_collect();
        CHECK(pages.sizes.size() == 1);
    }
    for (const Bytes& bad : {Bytes{0x01, 0x08, 0xff}, Bytes{0x02, 0x05, 0xff},
                             Bytes{0x00, 0x00, 0x00, 0x00, 0x00, 0xff}, Bytes{0x01, 0x05, 0xff},
                             Bytes{0xc0, 0xff}, Bytes{0x03, 0x00, 0x85, 0x00, 0xff}, Bytes{0x00}}) {
        INFO(int{bad[0]});
        CHECK(complaint(mpy::write(Linked(bad).module)) == kInvalid);
    }
    CHECK(complaint(mpy::write(Linked({0xff}, 0x90).module)) == kInvalid); // unknown flag
}

TEST_CASE("damaged files of machine code are refused or load, and no more", "[native]") {
    const auto survives = [](const Bytes& file) {
        const Runtime running;
        const runtime::Value raised = load(file);
        if (raised)
            CHECK((runtime::isInstance(raised, runtime::classOf(runtime::ValueErrorType)) ||
                   runtime::isInstance(raised, runtime::classOf(runtime::MemoryErrorType)) ||
                   runtime::isInstance(raised, runtime::classOf(runtime::OverflowErrorType))));
    };
    std::vector<Bytes> files = {mpy::write(Linked({0x00, 0x0a, 0x02, 0x0c, 0xff}).module)};
    for (const auto& path : compiled("x64"))
        if (std::filesystem::file_size(path) < 6000) files.push_back(contentOf(path));
    REQUIRE(files.size() >= 4);
    for (const Bytes& file : files) {
        for (size_t size = 0; size < file.size(); ++size)
            survives(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)));
        for (size_t at = 0; at < file.size(); ++at) {
            for (const unsigned change : {0x01u, 0x04u, 0x80u, 0xffu, 0x2au}) {
                Bytes damaged = file;
                damaged[at] = static_cast<uint8_t>(damaged[at] ^ change);
                survives(damaged);
            }
        }
    }
}

} // namespace taipan::test
#endif
