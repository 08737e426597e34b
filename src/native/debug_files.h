// Files for debuggers beside an .mpy file: a map of its machine code, and an ELF file.
#pragma once

#include <string>

#include "support/host/files.h"
#include "taipan/support/native_opt.h"

namespace taipan::native {

/// Names of the files, empty where one is not wanted, "-" for standard output.
struct DebugFiles {
    std::string map, elf;

    bool areWanted() const { return !map.empty() || !elf.empty(); }
    /// Whether more than one of them and the file that they are of are standard output.
    bool collide(const std::string& output) const;
    /// Writes them, each whole or not at all. `failed`: the name of the one that was not.
    host::FileResult write(const NativeDebug& made, std::string& failed) const;
};

/// What is said of a source none of whose functions is machine code.
inline constexpr const char* kNothingToDebug =
    "no function is machine code: there is no map and no ELF file of it";
inline constexpr const char* kOneStandardOutput = "only one output can be standard output";

} // namespace taipan::native
