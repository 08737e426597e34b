#include "runtime/heap.h"

#include <cstring>

namespace taipan::runtime {

namespace {
// Larger allocations are searched for ahead of the sweep, which then loses no small gaps to them.
constexpr size_t kLargeUnits = 8;
constexpr size_t kBitmaps = 3;

size_t unitsFor(size_t bytes) {
    return bytes <= kUnit ? 1 : (bytes + kUnit - 1) / kUnit;
}
} // namespace

// --- a region ------------------------------------------------------------------------------------

bool Region::adopt(void* memory, size_t size) {
    const auto from = (reinterpret_cast<uintptr_t>(memory) + kUnit - 1) & ~uintptr_t{kUnit - 1};
    const auto to = (reinterpret_cast<uintptr_t>(memory) + size) & ~uintptr_t{kUnit - 1};
    if (to < from + 2 * kUnit) return false;
    // One bit more than units in every bitmap: the end is a head, and a search needs no other test.
    size_t units = (to - from) * 8 / (kUnit * 8 + kBitmaps);
    size_t words = 0;
    size_t bitmapBytes = 0;
    for (;; --units) {
        if (units == 0) return false;
        words = units / kWordBits + 1;
        bitmapBytes = (words * kBitmaps * sizeof(Word) + kUnit - 1) & ~(kUnit - 1);
        if (bitmapBytes + units * kUnit <= to - from) break;
    }
    head_ = reinterpret_cast<Word*>(from);
    mark_ = head_ + words;
    leaf_ = mark_ + words;
    std::memset(head_, 0, words * kBitmaps * sizeof(Word));
    base_ = reinterpret_cast<std::byte*>(from + bitmapBytes);
    end_ = base_ + units * kUnit;
    units_ = units;
    set(head_, 0);
    set(head_, units_);
    rewind();
    return true;
}

size_t Region::nextHead(size_t unit) const {
    size_t word = unit / kWordBits;
    Word bits = head_[word] >> (unit % kWordBits);
    if (bits != 0) return unit + static_cast<size_t>(__builtin_ctzl(bits));
    do bits = head_[++word];
    while (bits == 0);
    return word * kWordBits + static_cast<size_t>(__builtin_ctzl(bits));
}

size_t Region::extent(size_t unit) const {
    const size_t end = nextHead(unit + 1);
    const bool beforeRun = unit < run_ && run_ < end; // the run has no head of its own
    return (beforeRun ? run_ : end) - unit;
}

bool Region::find(const void* at, size_t& unit) const {
    if (!contains(at)) return false;
    const auto offset = static_cast<size_t>(static_cast<const std::byte*>(at) - base_);
    unit = offset / kUnit;
    return offset % kUnit == 0 && bit(head_, unit);
}

bool Region::mark(size_t unit) {
    if (isMarked(unit)) return false;
    set(mark_, unit);
    return !isLeaf(unit);
}

void Region::clearMarks() {
    std::memset(mark_, 0, (units_ / kWordBits + 1) * sizeof(Word));
}

void Region::closeRun() {
    if (run_ < runEnd_) {
        set(head_, run_);
        clear(mark_, run_);
    }
    run_ = runEnd_;
}

/// The end of the dead stretch at `unit`, which is ahead of the sweep; looks no further than needed
/// to find `enough` units.
size_t Region::deadUntil(size_t unit, size_t enough) const {
    size_t at = unit;
    while (at < units_ && !isMarked(at) && at - unit < enough) at = nextHead(at + 1);
    return at;
}

/// Makes [from, to) one stretch: no head but the first.
void Region::join(size_t from, size_t to) {
    for (size_t at = nextHead(from + 1); at < to; at = nextHead(at + 1)) clear(head_, at);
}

/// Moves the sweep on to a dead stretch of at least `units`; all that it passes stays as it is.
bool Region::nextRun(size_t units) {
    closeRun();
    size_t at = runEnd_;
    while (at < units_) {
        const size_t end = deadUntil(at, units_);
        if (end == at) {
            at = nextHead(at + 1);
            continue;
        }
        join(at, end);
        run_ = at;
        runEnd_ = end;
        if (end - at >= units) {
            clear(head_, at);
            return true;
        }
        at = end;
    }
    run_ = runEnd_ = units_;
    return false;
}

/// The start of a dead stretch of `units` ahead of the sweep; units_ when there is none.
size_t Region::findAhead(size_t units) {
    for (size_t at = runEnd_; at < units_;) {
        const size_t end = deadUntil(at, units);
        if (end - at >= units) {
            join(at, end);
            if (end - at > units) set(head_, at + units); // the rest is a dead stretch: not marked
            return at;
        }
        at = end == at ? nextHead(at + 1) : end;
    }
    return units_;
}

void Region::start(size_t unit, Contents contents) {
    set(head_, unit);
    if (contents == Contents::Bytes)
        set(leaf_, unit);
    else
        clear(leaf_, unit);
}

void* Region::allocate(size_t units, Contents contents) {
    if (runEnd_ - run_ < units) {
        if (units > kLargeUnits) {
            const size_t at = findAhead(units);
            if (at == units_) return nullptr;
            start(at, contents);
            set(mark_, at); // the sweep has yet to come by
            return address(at);
        }
        if (!nextRun(units)) return nullptr;
    }
    const size_t at = run_;
    start(at, contents);
    run_ += units;
    return address(at);
}

bool Region::resize(size_t unit, size_t units) {
    const size_t old = extent(unit);
    const size_t end = unit + old;
    if (units <= old) {
        if (units == old) return true;
        if (end == run_) {
            run_ = unit + units;
            return true;
        }
        set(head_, unit + units);
        clear(mark_, unit + units);
        return true;
    }
    const size_t more = units - old;
    if (end == run_ && runEnd_ - run_ >= more) {
        run_ += more;
        return true;
    }
    // Behind the sweep, what is not marked may be new.
    if (unit < runEnd_ || deadUntil(end, more) - end < more) return false;
    const size_t deadEnd = deadUntil(end, more);
    join(unit, deadEnd);
    if (deadEnd > unit + units) {
        set(head_, unit + units);
        clear(mark_, unit + units);
    }
    return true;
}

void Region::release(size_t unit) {
    if (unit + extent(unit) == run_ && run_ < runEnd_) {
        clear(head_, unit);
        run_ = unit;
        return;
    }
    clear(mark_, unit); // ahead of the sweep: dead
    set(leaf_, unit);   // behind it: nothing to look at until then
}

void Region::addUse(HeapUse& use) const {
    use.total += units_ * kUnit;
    size_t free = (runEnd_ - run_) * kUnit;
    size_t largest = free;
    for (size_t at = runEnd_; at < units_;) {
        const size_t end = deadUntil(at, units_);
        free += (end - at) * kUnit;
        if ((end - at) * kUnit > largest) largest = (end - at) * kUnit;
        at = end == at ? nextHead(at + 1) : end;
    }
    use.used += units_ * kUnit - free;
    if (largest > use.largestFree) use.largestFree = largest;
}

// --- the heap ------------------------------------------------------------------------------------

bool Heap::addRegion(void* memory, size_t size) {
    if (regionCount_ == kMaxRegions || !regions_[regionCount_].adopt(memory, size)) return false;
    ++regionCount_;
    return true;
}

Region* Heap::regionOf(const void* at) {
    for (unsigned i = 0; i < regionCount_; ++i)
        if (regions_[i].contains(at)) return &regions_[i];
    return nullptr;
}

void* Heap::cut(size_t units, Contents contents) {
    for (unsigned i = 0; i < regionCount_; ++i) {
        void* found = regions_[i].allocate(units, contents);
        if (found == nullptr) continue;
        // A stale pointer in new memory would keep something alive.
        if (contents == Contents::Pointers) std::memset(found, 0, units * kUnit);
        return found;
    }
    return nullptr;
}

void* Heap::allocate(size_t size, Contents contents) {
    if (isLocked() || size > SIZE_MAX - kUnit) return nullptr;
    const size_t units = unitsFor(size);
    void* found = cut(units, contents);
    if (found != nullptr || !automatic) return found;
    collect();
    return cut(units, contents);
}

void* Heap::reallocate(void* old, size_t oldSize, size_t newSize, Contents contents) {
    if (old == nullptr) return allocate(newSize, contents);
    if (newSize > SIZE_MAX - kUnit) return nullptr;
    Region* region = regionOf(old);
    size_t unit = 0;
    const bool known = region != nullptr && region->find(old, unit);
    const size_t units = unitsFor(newSize);
    if (known && (!isLocked() || units <= region->extent(unit))) {
        const size_t before = region->extent(unit);
        if (region->resize(unit, units)) {
            if (units > before && contents == Contents::Pointers)
                std::memset(region->address(unit + before), 0, (units - before) * kUnit);
            return old;
        }
    }
    void* found = allocate(newSize, contents);
    if (found == nullptr) return nullptr;
    std::memcpy(found, old, oldSize < newSize ? oldSize : newSize);
    release(old);
    return found;
}

void Heap::release(void* at) {
    Region* region = regionOf(at);
    size_t unit = 0;
    if (region != nullptr && region->find(at, unit)) region->release(unit);
}

void Heap::collect() {
    for (unsigned i = 0; i < regionCount_; ++i) {
        regions_[i].closeRun();
        regions_[i].clearMarks();
    }
    pendingCount_ = 0;
    overflowed_ = false;
    if (markRoots != nullptr) markRoots(*this);
    drain();
    while (overflowed_) rescan();
    for (unsigned i = 0; i < regionCount_; ++i) regions_[i].rewind();
}

void Heap::markOne(const void* at) {
    Region* region = regionOf(at);
    size_t unit = 0;
    if (region == nullptr || !region->find(at, unit) || !region->mark(unit)) return;
    if (pendingCount_ == kPendingCapacity)
        overflowed_ = true;
    else
        pending_[pendingCount_++] = {region, unit};
}

// A range may be a stack, with what a sanitizer put between the variables.
__attribute__((no_sanitize("address"))) void Heap::markRange(const void* from, const void* to) {
    constexpr uintptr_t kAlign = sizeof(void*) - 1;
    auto at = (reinterpret_cast<uintptr_t>(from) + kAlign) & ~kAlign;
    const auto end = reinterpret_cast<uintptr_t>(to) & ~kAlign;
    for (; at < end; at += sizeof(void*)) markOne(*reinterpret_cast<void* const*>(at));
    drain();
}

void Heap::drain() {
    while (pendingCount_ > 0) {
        const Pending next = pending_[--pendingCount_];
        auto* at = reinterpret_cast<void* const*>(next.region->address(next.unit));
        const auto* end = at + next.region->extent(next.unit) * kUnit / sizeof(void*);
        for (; at < end; ++at) markOne(*at);
    }
}

/// Looks at the contents of all marked allocations once more, for those that pending_ had no room
/// for.
void Heap::rescan() {
    overflowed_ = false;
    for (unsigned i = 0; i < regionCount_; ++i) {
        Region& region = regions_[i];
        for (size_t unit = 0; unit < region.units(); unit = region.nextHead(unit + 1)) {
            if (!region.isMarked(unit) || region.isLeaf(unit)) continue;
            pending_[pendingCount_++] = {&region, unit};
            drain();
        }
    }
}

HeapUse Heap::use() const {
    HeapUse use;
    for (unsigned i = 0; i < regionCount_; ++i) regions_[i].addUse(use);
    return use;
}

} // namespace taipan::runtime
