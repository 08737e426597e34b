// What machine code is to be.
#pragma once

#include <cstdint>

#include "taipan/abi/mpy.h"

namespace taipan {

/// Small, fast in loops, or fast. Usual: speed on x86 and x64, size on all others.
enum class NativeOpt : uint8_t { Usual, Size, Balanced, Speed };

/// What `opt` is on an architecture; never Usual.
constexpr NativeOpt profileOf(abi::Arch arch, NativeOpt opt) {
    if (opt != NativeOpt::Usual) return opt;
    return arch == abi::Arch::x64 || arch == abi::Arch::x86 ? NativeOpt::Speed : NativeOpt::Size;
}

} // namespace taipan
