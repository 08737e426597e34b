// The machines that code is made for, as LLVM knows them.
#pragma once

#include <memory>

#include <llvm/Target/TargetMachine.h>

#include "taipan/codegen/native.h"

namespace taipan::llvm_backend {

struct TargetRow {
    abi::Arch arch;
    const char* triple;
    const char* cpu;
    const char* features;
    unsigned wordBytes;
    bool divides;      // has instructions for quotients and long products
    bool hasDoubles;   // has such floats, and firmware whose floats they are
    unsigned nlrWords; // of the buffer that catches exceptions: the most that a firmware uses
    const char* unit = nullptr; // features with the unit for floats of 32 bits, where there is one

    bool isX64() const { return arch == abi::Arch::x64; }
    bool isThumb() const { return arch >= abi::Arch::armv6m && arch <= abi::Arch::armv7emdp; }
    /// Whether dividing the least number by -1 stops the program.
    bool trapsOverflow() const { return isX64(); }
    /// Whether it has an instruction for the bits in front of the first that is set.
    bool countsZeros() const { return isThumb() && arch != abi::Arch::armv6m; }
    /// Whether loads and stores of 2 and 4 bytes need no aligned address.
    bool takesAnyAddress() const { return isX64() || (isThumb() && arch != abi::Arch::armv6m); }
};

/// Null when no code is made for it.
const TargetRow* rowOf(abi::Arch arch);

std::unique_ptr<llvm::TargetMachine> makeMachine(const TargetRow& row,
                                                 const NativeOptions& options);

} // namespace taipan::llvm_backend
