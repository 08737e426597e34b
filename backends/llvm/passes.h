// What LLVM does with functions before their code is chosen.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

namespace taipan::llvm_backend {

/// Says that a function is viper: words, not objects.
void markViper(llvm::Function& function);
bool isMarkedViper(const llvm::Function& function);

/// Says that code behind second returns of nlr_push has its own copies of all values.
void markLanding(llvm::Function& function);
bool isMarkedLanding(const llvm::Function& function);
/// Has it so again, behind what made the function better (landings.cpp).
void reloadForLandings(llvm::Function& function);
/// The block that the second return of nlr_push leads to, where the block has such a call; or null.
llvm::BasicBlock* secondReturn(const llvm::BasicBlock& block);

/// Says that a function is a helper, which is written as it is to be.
void markHelper(llvm::Function& function);
bool isMarkedHelper(const llvm::Function& function);
/// Makes one of helpers of a module that are alike, in a section that the link step puts in place.
void shareHelpers(llvm::Module& module);

/// Optimises all functions of a module, by their attributes: those that are to be small have no
/// fast ways, and helpers need little. `keepsLines`: helpers become a part of those that call them.
void optimise(llvm::Module& module, llvm::TargetMachine& machine, bool keepsLines);

} // namespace taipan::llvm_backend
