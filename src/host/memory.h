// The heap of a short-lived process.
#pragma once

#include <cstddef>

namespace taipan::host {

/// Readies the heap of a process for about `bytes` of allocations that live until its end: the
/// pages are made present in one call, not by a fault each, and freed ones are kept. Only makes
/// things faster, where the system knows how; never fails.
void prepareHeap(size_t bytes);

} // namespace taipan::host
