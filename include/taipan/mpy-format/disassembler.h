// A listing of an .mpy file for people.
#pragma once

#include <string>

#include "taipan/mpy-format/module.h"
#include "taipan/support/source.h"

namespace taipan::mpy {

struct DisasmOptions {
    bool bytes = false;                   // explain every byte of the file, with its offset
    const SourceBuffer* source = nullptr; // its lines stand above the code made from them
};

/// Header, string and object tables, then every function: its prelude and an instruction a line,
/// with operands spelled out. Offsets of instructions count from the function's first opcode, `>`
/// marks jump targets. With `bytes`, the offsets on the left are those of the file that write()
/// makes. Safe on every module: what cannot be resolved shows as <bad>.
std::string disassemble(const Module& module, const DisasmOptions& options = {});

} // namespace taipan::mpy
