// Programs on the runtime while the heap misbehaves as its test hooks make it: it collects before
// every allocation and fills what is dead, or is out of memory at some point. Builds without the
// hooks have nothing to test here.
#include <catch2/catch.hpp>

#include "runtime/memory/heap.h"

#if TAIPAN_TEST_HOOKS

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "taipan/compiler.h"
#include "taipan/runtime.h"
#include "tests/unit/program_port.h"

using namespace taipan;
using runtime::heapHooks;
using test::kStackSize;
using test::printed;
using Bytes = std::vector<uint8_t>;

namespace {

constexpr size_t kHeapSize = 256 * 1024;
alignas(16) char memory[kHeapSize];

struct Program {
    std::string name;
    Bytes mpy;
};

Bytes compiled(const std::string& source) {
    return compile(source, CompileOptions{}).mpy;
}

std::vector<Program> programs() {
    std::vector<Program> found;
    const auto add = [&found](const std::filesystem::path& path) {
        std::ifstream file(path);
        const Bytes mpy = compiled(std::string(std::istreambuf_iterator<char>(file), {}));
        if (!mpy.empty()) found.push_back({path.stem().string(), mpy});
    };
    for (const auto& entry : std::filesystem::directory_iterator(TAIPAN_TESTS_DIR "/run"))
        if (entry.path().extension() == ".py") add(entry.path());
    add(TAIPAN_TESTS_DIR "/runtime/collect_calls.py");
    std::sort(found.begin(), found.end(),
              [](const Program& a, const Program& b) { return a.name < b.name; });
    return found;
}

const Bytes& probe() {
    static const Bytes program = compiled(
        "class A:\n    def f(self, *a, **k): return [x for x in a], sorted(k)\n"
        "try:\n    A().f(1, 2, b=3)[2]\nexcept IndexError:\n    print('fine', 10 ** 20)\n");
    return program;
}

/// What a program prints, its exception included; `hooks` hold while it runs.
[[gnu::noinline]] std::string run(const Bytes& mpy, const runtime::HeapHooks& hooks) {
    printed.clear();
    heapHooks = {};
    REQUIRE(taipan_init(memory, sizeof memory, &test::kPrintingPort));
    taipan_set_stack(__builtin_frame_address(0), kStackSize);
    taipan_value result;
    heapHooks = hooks;
    const taipan_status status = taipan_import_mpy("program", mpy.data(), mpy.size(), &result);
    const size_t allocations = heapHooks.allocations;
    heapHooks = {};
    if (status == TAIPAN_RAISED) taipan_print_exception(result);
    const std::string all = std::move(printed);
    // Whatever happened, the runtime goes on.
    printed.clear();
    taipan_collect();
    CHECK(taipan_import_mpy("probe", probe().data(), probe().size(), &result) == TAIPAN_OK);
    CHECK(printed == "fine 100000000000000000000\n");
    heapHooks.allocations = allocations;
    taipan_deinit();
    return all;
}

} // namespace

TEST_CASE("programs run the same while the heap collects all the time", "[heap-hooks]") {
    for (const Program& program : programs()) {
        INFO(program.name);
        const std::string expected = run(program.mpy, {});
        // The more a program allocates, the less often.
        const size_t allocations = heapHooks.allocations;
        runtime::HeapHooks hooks;
        hooks.collectEvery = 1 + allocations / 20000;
        CHECK(run(program.mpy, hooks) == expected);
    }
}

TEST_CASE("programs get MemoryError, and nothing worse, when memory is out", "[heap-hooks]") {
    constexpr size_t kPoints = 40;
    for (const Program& program : programs()) {
        run(program.mpy, {});
        const size_t allocations = heapHooks.allocations;
        for (size_t point = 0; point < kPoints; ++point) {
            runtime::HeapHooks hooks;
            hooks.failAfter = 1 + point * allocations / kPoints + program.name.size() % 7;
            hooks.failures = point % 3 == 0 ? SIZE_MAX / 2 : 1 + point % 3;
            INFO(program.name << ": " << hooks.failures << " after " << hooks.failAfter);
            run(program.mpy, hooks);
        }
    }
}

#endif
