// The link step: from an object file in memory to code that stands alone.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "taipan/support/result.h"

namespace taipan::llvm_backend {

/// How sections are named that hold one helper, which several functions call.
inline constexpr char kSharedSection[] = ".text.shared";

/// A function: the section that holds all of its code, and what it is called in messages.
struct LinkedFunction {
    std::string section;
    std::string name;
};

/// The bytes of each function's section, entry first, with a copy of each shared helper behind that
/// it calls. The code may refer to nothing else: a relocation, a symbol that is not defined, or
/// data anywhere else is a failure that names the function.
Result<std::vector<std::vector<uint8_t>>>
link(std::span<const char> object, std::span<const LinkedFunction> functions, unsigned wordBytes);

} // namespace taipan::llvm_backend
