// What LLVM does with functions before their code is chosen.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

namespace taipan::llvm_backend {

/// Says that a function is viper: words, not objects.
void markViper(llvm::Function& function);

/// Optimises all functions of a module; `isFast`: they have fast ways (profiles balanced and speed).
void optimise(llvm::Module& module, llvm::TargetMachine& machine, bool isFast);

} // namespace taipan::llvm_backend
