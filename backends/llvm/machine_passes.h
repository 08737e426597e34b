// Passes of ours over the code of the machine, between those of LLVM.
#pragma once

#include <llvm/Target/RegisterTargetPassConfigCallback.h>

namespace taipan::llvm_backend {

/// While it lives, passes of ours are among those that make code. `isSmall`: the code is to be
/// small.
class MachinePasses {
  public:
    explicit MachinePasses(bool isSmall);

  private:
    llvm::RegisterTargetPassConfigCallback callback_;
};

} // namespace taipan::llvm_backend
