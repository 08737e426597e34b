// Proves of a function's bytecode that running it stays within its frame and its module's tables.
#pragma once

#include "runtime/vm/code.h"

namespace taipan::runtime {

/// What a function's bytecode may refer to by number.
struct CodeLimits {
    size_t names, constants, children;
};

/// Raises ValueError unless the function can do no harm. Proved of every path through it: opcodes
/// up to `end` are whole and defined, operands and jumps in range; the evaluation stack and the
/// exception blocks fit the frame; nothing but plain values gets where the interpreter expects
/// them, iterators, missing values and pending jumps where it expects those; only cells are used as
/// cells. Sets code.nClosed; the children have been verified before. Raises MemoryError when there
/// is no room to work in.
void verifyCode(Code& code, const uint8_t* end, const CodeLimits& limits);

/// ValueError: what is wrong is the file.
[[noreturn]] void raiseInvalidMpy();

} // namespace taipan::runtime
