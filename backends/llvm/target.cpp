#include "backends/llvm/target.h"

#include <algorithm>
#include <mutex>

#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/TargetSelect.h>

namespace taipan::llvm_backend {

namespace {
/// Of functions that do arithmetic on floats (fast_single.cpp).
constexpr const char* kUnit = "+no-movt,+vfp4d16sp";

// Floats are objects, or bits in words, so that no firmware's way of passing them matters. no-movt:
// a literal beside the code takes less than two halves of an address. -relax: jumps and calls
// within a function are settled here. Firmware for a Cortex-M3 says that it takes armv7em (stock's
// py/persistentcode.h, for all of Thumb-2 without a unit for floats): nothing of a Cortex-M4 is in
// that.
constexpr TargetRow kRows[] = {
    {abi::Arch::x64, "x86_64-unknown-linux-gnu", "x86-64", "", 8, true, true, 2 + 10 + 1},
    {abi::Arch::armv6m, "thumbv6m-none-eabi", "cortex-m0", "", 4, false, false, 2 + 16 + 1},
    {abi::Arch::armv7m, "thumbv7m-none-eabi", "cortex-m3", "+no-movt", 4, true, false, 2 + 16 + 1},
    {abi::Arch::armv7em, "thumbv7m-none-eabi", "cortex-m3", "+no-movt", 4, true, false, 2 + 16 + 1},
    {abi::Arch::armv7emsp, "thumbv7em-none-eabi", "cortex-m4", "+no-movt,-fpregs", 4, true, false,
     2 + 16 + 1, kUnit},
    {abi::Arch::armv7emdp, "thumbv7em-none-eabi", "cortex-m4", "+no-movt,-fpregs", 4, true, false,
     2 + 16 + 1, kUnit},
    {abi::Arch::rv32imc, "riscv32-unknown-elf", "generic-rv32", "+m,+c,-relax", 4, true, false,
     2 + 14 + 1},
};

constexpr uint32_t kZba = 1, kZcmp = 2; // CompileOptions::archFlags of rv32imc
} // namespace

const TargetRow* rowOf(abi::Arch arch) {
    const auto* const found = std::find_if(std::begin(kRows), std::end(kRows),
                                           [&](const TargetRow& row) { return row.arch == arch; });
    return found == std::end(kRows) ? nullptr : found;
}

std::unique_ptr<llvm::TargetMachine> makeMachine(const TargetRow& row,
                                                 const NativeOptions& options) {
    static std::once_flag once;
    std::call_once(once, [] {
        // Long blocks are split for it to be quick, and stay so.
        const char* const words[] = {"taipan-native", "-disable-cgp-branch-opts"};
        llvm::cl::ParseCommandLineOptions(2, words);
        LLVMInitializeX86TargetInfo();
        LLVMInitializeX86Target();
        LLVMInitializeX86TargetMC();
        LLVMInitializeX86AsmPrinter();
        LLVMInitializeARMTargetInfo();
        LLVMInitializeARMTarget();
        LLVMInitializeARMTargetMC();
        LLVMInitializeARMAsmPrinter();
        LLVMInitializeRISCVTargetInfo();
        LLVMInitializeRISCVTarget();
        LLVMInitializeRISCVTargetMC();
        LLVMInitializeRISCVAsmPrinter();
    });
    std::string features = row.features;
    if (row.arch == abi::Arch::rv32imc) {
        if ((options.archFlags & kZba) != 0) features += ",+zba";
        if ((options.archFlags & kZcmp) != 0) features += ",+zcmp";
    }
    const llvm::Triple triple(row.triple);
    std::string error;
    const llvm::Target* const target = llvm::TargetRegistry::lookupTarget(triple, error);
    if (target == nullptr) return nullptr;
    llvm::TargetOptions target_options;
    target_options.FloatABIType = llvm::FloatABI::Soft;
    target_options.MCOptions.ABIName = row.arch == abi::Arch::rv32imc ? "ilp32" : "";
    return std::unique_ptr<llvm::TargetMachine>(
        target->createTargetMachine(triple, row.cpu, features, target_options, llvm::Reloc::PIC_,
                                    {}, llvm::CodeGenOptLevel::Default));
}

} // namespace taipan::llvm_backend
