// Programs as machine code while the heap collects before every allocation and fills what is dead.
// What such code holds, in registers, in its frame and on the machine's stack, has to be found.
// Builds without the hooks, and other machines, have nothing to test here.
#include <catch2/catch.hpp>

#include "runtime/memory/heap.h"

#if TAIPAN_TEST_HOOKS && TAIPAN_HAS_NATIVE && defined(__x86_64__)

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "taipan/backends/llvm.h"
#include "taipan/compiler.h"
#include "taipan/runtime.h"
#include "tests/native/code_memory.h"
#include "tests/unit/program_port.h"

using namespace taipan;
using runtime::heapHooks;
using test::kStackSize;
using test::printed;
using Bytes = std::vector<uint8_t>;

namespace {

constexpr size_t kHeapSize = 1 << 20;
constexpr size_t kMostCollections = 5000; // of a run; the more it allocates, the rarer
alignas(16) char memory[kHeapSize];

/// What a program prints, its exception included.
[[gnu::noinline]] std::string run(const Bytes& mpy, size_t collectEvery) {
    printed.clear();
    heapHooks = {};
    taipan_set_code_memory(&test::kCodeMemory);
    REQUIRE(taipan_init(memory, sizeof memory, &test::kPrintingPort));
    taipan_set_stack(__builtin_frame_address(0), kStackSize);
    taipan_value result;
    heapHooks.collectEvery = collectEvery;
    const taipan_status status = taipan_import_mpy("program", mpy.data(), mpy.size(), &result);
    const size_t allocations = heapHooks.allocations;
    heapHooks = {};
    if (status == TAIPAN_RAISED) taipan_print_exception(result);
    taipan_deinit();
    taipan_set_code_memory(nullptr);
    heapHooks.allocations = allocations;
    return printed;
}

void compare(NativeOpt opt) {
    const std::unique_ptr<LlvmBackend> backend = llvmBackend();
    CompileOptions options;
    options.smallIntBits = 63;
    CompileOptions nativeOptions = options;
    nativeOptions.emitter = Emitter::Native;
    nativeOptions.arch = abi::Arch::x64;
    nativeOptions.nativeOpt = opt;
    nativeOptions.nativeRemarks = true; // and what they say is held by their assertions
    size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(TAIPAN_TESTS_DIR "/run")) {
        if (entry.path().extension() != ".py") continue;
        INFO(entry.path().stem().string());
        std::ifstream file(entry.path());
        const std::string source(std::istreambuf_iterator<char>(file), {});
        const Bytes mpy = compile(source, nativeOptions, backend.get()).mpy;
        if (mpy.empty()) continue; // assembler
        const std::string expected = run(mpy, 0);
        CHECK(run(mpy, 1 + heapHooks.allocations / kMostCollections) == expected);
        ++count;
    }
    CHECK(count > 200);
}
} // namespace

TEST_CASE("machine code of size runs the same while the heap collects all the time", "[collect]") {
    compare(NativeOpt::Size);
}

TEST_CASE("machine code of speed runs the same while the heap collects all the time", "[collect]") {
    compare(NativeOpt::Speed);
}

#endif
