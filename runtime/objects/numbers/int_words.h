// Quick operators on integers of up to two words.
#pragma once

#include "runtime/objects/numbers/number.h"

#if TAIPAN_BIGINT && !TAIPAN_OPTIMIZE_SIZE && defined(__SIZEOF_INT128__)
#define TAIPAN_INT_WORDS 1
#else
#define TAIPAN_INT_WORDS 0
#endif

namespace taipan::runtime {

#if TAIPAN_INT_WORDS
/// The result of an operator on two integers; kSentinel for other operators than the usual ones,
/// for integers that are too long, and for errors.
Value wordBinary(BinaryOp op, Value left, Value right);
#endif

} // namespace taipan::runtime
