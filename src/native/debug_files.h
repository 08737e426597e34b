// Files beside an .mpy file that tell of its machine code: a map and an ELF file for debuggers, and
// remarks.
#pragma once

#include <string>

#include "support/host/files.h"
#include "taipan/compiler.h"

namespace taipan::native {

/// Names of the files, empty where one is not wanted, "-" for standard output.
struct DebugFiles {
    std::string map, elf, remarks;

    bool areWanted() const { return !map.empty() || !elf.empty() || !remarks.empty(); }
    /// Asks the compiler for what they are to have.
    void ask(CompileOptions& options) const {
        options.nativeDebug = !map.empty() || !elf.empty();
        options.nativeRemarks = !remarks.empty();
    }
    /// Whether more than one of them and the file that they are of are standard output.
    bool collide(const std::string& output) const;
    /// Writes them, each whole or not at all. `source`: its name in remarks. `failed`: the name of
    /// the file that was not written.
    host::FileResult write(const NativeDebug& made, std::string_view source,
                           std::string& failed) const;
};

/// What is said of a source none of whose functions is machine code.
inline constexpr const char* kNothingToDebug =
    "no function is machine code: there is nothing to tell of it";
inline constexpr const char* kOneStandardOutput = "only one output can be standard output";

} // namespace taipan::native
