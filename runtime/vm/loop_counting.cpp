// The interpreter loop once more, as one that counts what functions run: the dispatch is another,
// the handlers are the same. In builds with TAIPAN_HAS_PROFILE.

#include "runtime/value/features.h"

#if TAIPAN_HAS_PROFILE
#define TAIPAN_COUNTING_LOOP 1
#include "runtime/vm/loop.cpp"
#endif
