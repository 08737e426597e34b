// The heap of a short-lived process.
#pragma once

namespace taipan::host {

/// From now on, allocations take memory from the system in large steps and give none back: for a
/// process that ends soon, with so many threads at work (0: any number). Only makes it faster,
/// where the C library knows how; never fails.
void keepHeap(unsigned threads);

} // namespace taipan::host
