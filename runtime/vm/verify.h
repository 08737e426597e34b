// Proves of a function's bytecode that running it stays within its frame and its module's tables.
#pragma once

#include "runtime/vm/code.h"
#include "taipan/verifier/verifier.h"

namespace taipan::runtime {

using verifier::ClosureNeeds;
using CodeLimits = verifier::CodeLimits<ClosureNeeds>;

/// Raises ValueError unless the function can do no harm. Proved of every path through it: opcodes
/// up to `end` are whole and defined, operands and jumps in range; the evaluation stack and the
/// exception blocks fit the frame; nothing but plain values gets where the interpreter expects
/// them, iterators, missing values and pending jumps where it expects those; only cells are used as
/// cells. Raises MemoryError when there is no room to work in.
#if TAIPAN_HAS_NATIVE
/// `tableConstant`: the constant that bytecode may not load, for it is the function table of
/// machine code. Without `needs`, machine code says what the function's children are.
TAIPAN_OWN_FRAME ClosureNeeds verifyCode(const Prelude& prelude, const uint8_t* end,
                                         const CodeLimits& limits, size_t tableConstant);
#else
TAIPAN_OWN_FRAME ClosureNeeds verifyCode(const Prelude& prelude, const uint8_t* end,
                                         const CodeLimits& limits);
#endif

/// ValueError: what is wrong is the file.
[[noreturn]] void raiseInvalidMpy();

} // namespace taipan::runtime
