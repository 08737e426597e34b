// The maker of machine code itself, on programs of all kinds and for machines that tests of a host
// do not run code of. What this finds is the sanitizers' to say.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "taipan/backends/llvm.h"
#include "taipan/compiler.h"

using namespace taipan;

namespace {

std::vector<std::filesystem::path> programs(const char* folder) {
    std::vector<std::filesystem::path> found;
    for (const auto& each :
         std::filesystem::directory_iterator(std::filesystem::path(TAIPAN_TESTS_DIR) / folder))
        if (each.path().extension() == ".py") found.push_back(each.path());
    std::sort(found.begin(), found.end());
    return found;
}

std::string textOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void compileFor(abi::Arch arch, NativeOpt opt, const std::filesystem::path& path) {
    const std::string text = textOf(path);
    if (text.find("@micropython.asm_") != text.npos) return;
    const std::unique_ptr<LlvmBackend> backend = llvmBackend();
    CompileOptions options;
    options.emitter = Emitter::Native;
    options.arch = arch;
    options.nativeOpt = opt;
    const CompileResult made = compile(text, options, backend.get());
    INFO(path.string() << " for " << static_cast<int>(arch));
    CHECK(made.ok());
}

constexpr abi::Arch kArchs[] = {abi::Arch::armv7m, abi::Arch::rv32imc, abi::Arch::armv6m,
                                abi::Arch::armv7emsp, abi::Arch::armv7emdp};
} // namespace

TEST_CASE("programs become machine code of machines with 32 bits, in turn", "[compile]") {
    size_t turn = 0;
    for (const auto& each : programs("run")) {
        const NativeOpt opt = turn % 3 == 2 ? NativeOpt::Balanced : NativeOpt::Speed;
        compileFor(kArchs[turn++ % std::size(kArchs)], opt, each);
    }
}

TEST_CASE("kernels and numbers become machine code of all machines with 32 bits", "[compile]") {
    std::vector<std::filesystem::path> all = programs("bench/native");
    for (const char* name : {"float_numbers.py", "list_methods.py", "comprehension_parts.py"})
        all.push_back(std::filesystem::path(TAIPAN_TESTS_DIR) / "run" / name);
    for (const auto& each : all)
        for (const abi::Arch arch : kArchs) compileFor(arch, NativeOpt::Speed, each);
}
