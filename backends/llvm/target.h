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
    unsigned nlrWords; // of the buffer that catches exceptions: the most that a firmware uses
};

/// Null when no code is made for it.
const TargetRow* rowOf(abi::Arch arch);

std::unique_ptr<llvm::TargetMachine> makeMachine(const TargetRow& row,
                                                 const NativeOptions& options);

} // namespace taipan::llvm_backend
