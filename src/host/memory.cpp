#include "src/host/memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <climits>
#include <cstdint>
#include <cstdlib>
#endif

namespace taipan::host {

#ifdef __GLIBC__
void prepareHeap(size_t bytes) {
    constexpr size_t kEnough = size_t{256} << 20;
    mallopt(M_MMAP_THRESHOLD, INT_MAX);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    if (bytes > kEnough) return;
    void* block = std::malloc(bytes);
#ifdef MADV_POPULATE_WRITE
    const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto from = (reinterpret_cast<uintptr_t>(block) + page - 1) & ~(page - 1);
    const auto to = (reinterpret_cast<uintptr_t>(block) + bytes) & ~(page - 1);
    if (block != nullptr && from < to)
        ::madvise(reinterpret_cast<void*>(from), to - from, MADV_POPULATE_WRITE);
#endif
    std::free(block); // the pages stay
}
#else
void prepareHeap(size_t) {}
#endif

} // namespace taipan::host
