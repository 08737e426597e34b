// Proves of a function's bytecode that running it stays within its frame and its module's tables.
#pragma once

#include "runtime/vm/code.h"

namespace taipan::runtime {

/// What a function that makes a closure has to know of the closure's code.
struct ClosureNeeds {
    uint8_t least; // its first parameters that have to be cells
    uint8_t most;  // its positional parameters
};

/// What a function's bytecode may refer to by number.
struct CodeLimits {
    size_t names, constants, children;
    const ClosureNeeds* needs; // of the children, which have been verified before
};

/// Raises ValueError unless the function can do no harm. Proved of every path through it: opcodes
/// up to `end` are whole and defined, operands and jumps in range; the evaluation stack and the
/// exception blocks fit the frame; nothing but plain values gets where the interpreter expects
/// them, iterators, missing values and pending jumps where it expects those; only cells are used as
/// cells. Raises MemoryError when there is no room to work in.
TAIPAN_OWN_FRAME ClosureNeeds verifyCode(const Prelude& prelude, const uint8_t* end,
                                         const CodeLimits& limits);

/// ValueError: what is wrong is the file.
[[noreturn]] void raiseInvalidMpy();

} // namespace taipan::runtime
