// The heap of a short-lived process.
#pragma once

#include <cstddef>

namespace taipan::host {

/// Memory of the heap that is not present yet.
struct HeapBlock {
    void* start = nullptr;
    size_t bytes = 0;
    bool inLargePages = false;
};

/// Readies the heap of a process for about `bytes` more of allocations that live until its end:
/// there will be no call for more, and freed memory is kept. Its pages still come by a fault each,
/// unless populate() makes them present at once. Both only make things faster, where the system
/// knows how; they never fail.
HeapBlock growHeap(size_t bytes);

/// May run on another thread, while this one uses the heap.
void populate(const HeapBlock& block);

/// Both.
inline void prepareHeap(size_t bytes) {
    populate(growHeap(bytes));
}

} // namespace taipan::host
