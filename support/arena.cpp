#include "taipan/support/arena.h"

#include <algorithm>

namespace taipan {

void* Arena::allocateSlow(size_t size, size_t align) {
    const size_t need = size + align;
    const bool own = need > chunkSize_ / 4; // a large value gets a chunk of its own
    const size_t bytes = own ? need : chunkSize_;
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes));
    std::byte* start = chunks_.back().get();
    const uintptr_t at = (reinterpret_cast<uintptr_t>(start) + align - 1) & ~(align - 1);
    if (!own) {
        next_ = reinterpret_cast<std::byte*>(at + size);
        end_ = start + bytes;
        chunkSize_ = std::min(chunkSize_ * 2, kLargestChunk);
    }
    return reinterpret_cast<void*>(at);
}

} // namespace taipan
