// A loop over many threads.
#pragma once

#include <cstddef>
#include <functional>

namespace taipan {

/// Calls `work` with every number below `count`, on at most `threads` threads, and returns when all
/// calls have. Each thread has stack enough for a compilation; one that started late may end later,
/// without having called. Everything is tried; the first exception goes on to the caller.
void forEachParallel(size_t count, unsigned threads, const std::function<void(size_t)>& work);

} // namespace taipan
