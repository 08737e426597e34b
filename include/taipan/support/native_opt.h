// What machine code is to be.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "taipan/abi/mpy.h"

namespace taipan {

/// Small, fast in loops, or fast. Usual: speed on x86 and x64, size on all others.
enum class NativeOpt : uint8_t { Usual, Size, Balanced, Speed };

/// What `opt` is on an architecture; never Usual.
constexpr NativeOpt profileOf(abi::Arch arch, NativeOpt opt) {
    if (opt != NativeOpt::Usual) return opt;
    return arch == abi::Arch::x64 || arch == abi::Arch::x86 ? NativeOpt::Speed : NativeOpt::Size;
}

/// What the message of an error begins with that is a fault of the maker of machine code.
inline constexpr const char* kInternalError = "internal error: ";

/// What debuggers want to know of machine code; both empty where there is none.
struct NativeDebug {
    std::string map;          // a line for each place where the code goes over to another line
    std::vector<uint8_t> elf; // with the lines in DWARF: an object file, a section a function
};

} // namespace taipan
