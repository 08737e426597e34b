// Constants of floats, for which there is no place beside the code.
#pragma once

#include <llvm/IR/Module.h>

namespace taipan::llvm_backend {

/// Has each function write its constants of doubles to the stack where it starts, and read them
/// from there; a change of sign, which is a constant, too, becomes one of bits. LLVM does not look
/// through what is volatile. To be run behind all that folds constants.
void keepConstants(llvm::Module& module);

} // namespace taipan::llvm_backend
