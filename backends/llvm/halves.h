// Numbers of 64 bits by halves, where LLVM would call a library.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

namespace taipan::llvm_backend {

/// The product of two numbers of 64 bits, of products of 32 bits.
llvm::Value* productOfQuarters(llvm::IRBuilderBase& builder, llvm::Value* left, llvm::Value* right);

/// Makes such code of what machines of 32 bits do not have: shifts by a count that is not known,
/// where there is no long shift or code is to be small, and products, where there are no
/// long ones (`hasProducts`). LLVM makes some of them by itself.
void splitLongOperations(llvm::Module& module, bool hasProducts);

} // namespace taipan::llvm_backend
