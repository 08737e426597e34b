// A loop over many threads.
#pragma once

#include <cstddef>
#include <functional>

namespace taipan {

/// Calls `work` with every number below `count`, on at most `threads` threads that are gone when it
/// returns. Each has stack enough for a compilation. Everything is tried; the first exception
/// goes on to the caller.
void forEachParallel(size_t count, unsigned threads, const std::function<void(size_t)>& work);

} // namespace taipan
