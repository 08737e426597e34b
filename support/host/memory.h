// The heap of a short-lived process.
#pragma once

namespace taipan::host {

/// From now on, allocations take memory from the system in large steps and give none back: for a
/// process that ends soon. Only makes it faster, where the C library knows how; never fails.
void keepHeap();

} // namespace taipan::host
