// What LLVM does with viper functions, as a list of passes.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

namespace taipan::llvm_backend {

void markViper(llvm::Function& function);
bool isViper(const llvm::Function& function);

/// Optimises the functions that are marked.
void optimiseViper(llvm::Module& module, llvm::TargetMachine& machine);

} // namespace taipan::llvm_backend
