// The maker of machine code that uses LLVM. Only a program of its own links it (src/native).
#pragma once

#include <memory>
#include <string>

#include "taipan/codegen/native.h"

namespace taipan {

/// What the backend makes on the way, as text.
enum class NativeStage : uint8_t { None, Llvm, Asm };

class LlvmBackend : public NativeBackend {
  public:
    /// Text of a stage of what generate() made last, when it was asked to keep one.
    virtual void keep(NativeStage stage) = 0;
    virtual const std::string& kept() const = 0;
};

std::unique_ptr<LlvmBackend> llvmBackend();

/// The version of LLVM that is linked, as in "22.1.8".
std::string llvmVersion();

} // namespace taipan
