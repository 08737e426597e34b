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
inline constexpr const char* kInternalHint =
    "this is a fault of Taipan; leave the function to bytecode until it is mended";

/// What an operation costs that has no fast way, or not always.
enum class RemarkKind : uint8_t {
    Asks,   // it asks the runtime, every time
    Leaves, // it is fast, and leaves the fast copy of the function where it cannot be
    Slow,   // it is fast, and asks the runtime where it cannot be
    Boxed,  // a float in a register becomes an object for it
};

struct NativeRemark {
    uint32_t line = 0;
    RemarkKind kind = RemarkKind::Asks;
    std::string function;  // its qualified name
    std::string operation; // as in the SSA text, without its values
    std::string why;
    bool operator==(const NativeRemark&) const = default;
};

/// What is told of machine code besides the code; all empty where there is none.
struct NativeDebug {
    std::vector<NativeRemark> remarks; // by function, then by line
    uint32_t functions = 0;            // that are machine code
    std::string map;          // a line for each place where the code goes over to another line
    std::vector<uint8_t> elf; // with the lines in DWARF: an object file, a section a function
};

} // namespace taipan
