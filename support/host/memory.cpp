#include "support/host/memory.h"

#ifdef __GLIBC__
#include <climits>
#include <malloc.h>
#endif

namespace taipan::host {

// Making the pages present beforehand, or asking for large ones, costs more than it saves: runs
// touch less than they may need, and the kernel has to look for large pages when memory is in
// pieces.
void keepHeap([[maybe_unused]] unsigned threads) {
#ifdef __GLIBC__
    // A heap of its own for another thread grows in small steps, for each of which it asks.
    if (threads == 1) mallopt(M_ARENA_MAX, 1);
    constexpr int step = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, INT_MAX);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, step);
#endif
}

} // namespace taipan::host
