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
namespace {
constexpr size_t kMost = size_t{256} << 20;
constexpr size_t kLargePage = size_t{2} << 20;
constexpr size_t kWorthLarge = size_t{768} << 10; // filling a large page takes as long as these
constexpr size_t kFront = 64;                     // a multiple of what malloc aligns to

/// Has the heap go on right in front of a large page. What lies between is never used.
void alignTop() {
    void* const probe = std::malloc(kLargePage);
    const auto top = reinterpret_cast<uintptr_t>(probe);
    std::free(probe);
    const size_t gap = kLargePage - top % kLargePage;
    if (gap <= 2 * kFront) return;
    [[maybe_unused]] static void* volatile skipped; // for leak checkers, and lest the call be
                                                    // optimised away
    skipped = std::malloc(gap - kFront);
}
} // namespace

HeapBlock growHeap(size_t bytes) {
    mallopt(M_MMAP_THRESHOLD, INT_MAX);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    if (bytes > kMost) return {};
    const bool large = bytes >= kWorthLarge;
    if (large) {
        alignTop();
        bytes = (bytes + kLargePage - 1) / kLargePage * kLargePage + 2 * kFront;
    }
    void* const block = std::malloc(bytes);
    std::free(block); // the pages stay
    return {block, block == nullptr ? 0 : bytes, large};
}

void populate([[maybe_unused]] const HeapBlock& block) {
#ifdef MADV_POPULATE_WRITE
    const auto page =
        block.inLargePages ? kLargePage : static_cast<size_t>(::sysconf(_SC_PAGESIZE));
    const auto start = reinterpret_cast<uintptr_t>(block.start);
    const auto from = (start + page - 1) & ~(page - 1);
    const auto to = (start + block.bytes) & ~(page - 1);
    if (from >= to) return;
    auto* const at = reinterpret_cast<void*>(from);
    if (block.inLargePages) ::madvise(at, to - from, MADV_HUGEPAGE);
    ::madvise(at, to - from, MADV_POPULATE_WRITE);
#endif
}
#else
HeapBlock growHeap(size_t) {
    return {};
}
void populate(const HeapBlock&) {}
#endif

} // namespace taipan::host
