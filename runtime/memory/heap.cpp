#include "runtime/memory/heap.h"

#include <cstring>

namespace taipan::runtime {

namespace {
// Larger allocations are searched for ahead of the sweep, which then loses no small gaps to them.
constexpr size_t kLargeUnits = 2;
// How much more of a dead stretch is looked at for its end.
constexpr size_t kMoreUnits = 1024;
// Where memory is small, blocks of so many go where they leave least: looking at all of the heap is
// little beside using them.
constexpr size_t kBestUnits = sizeof(void*) == 8 ? SIZE_MAX : 64;
// What is not worth giving back at once.
constexpr size_t kFewUnits = 8;
constexpr size_t kBitmaps = 3;
// What a region opens at first: about what a cache holds. Programs that need more get more, those
// that do not are spared going through much memory once.
constexpr bool kOpensLater = sizeof(void*) == 8;
constexpr size_t kFirstUnits = (size_t{1} << 20) / kUnit;

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
    noScan_ = mark_ + words;
    base_ = reinterpret_cast<std::byte*>(from + bitmapBytes);
    capacity_ = units;
    if constexpr (kOpensLater) {
        head_[0] = mark_[0] = noScan_[0] = 0;
        units_ = 0;
        openUntil(units < kFirstUnits ? units : kFirstUnits);
    } else {
        std::memset(head_, 0, words * kBitmaps * sizeof(Word));
        useUntil(units);
    }
    set(head_, 0);
    rewind();
    return true;
}

/// Takes the units from units_ to `units` into use. The head at units_, the end so far, stays as
/// that of the free stretch they are.
void Region::openUntil(size_t units) {
    const size_t first = units_ / kWordBits + 1;
    const size_t bytes = (units / kWordBits + 1 - first) * sizeof(Word);
    std::memset(head_ + first, 0, bytes);
    std::memset(mark_ + first, 0, bytes);
    std::memset(noScan_ + first, 0, bytes);
    useUntil(units);
}

void Region::useUntil(size_t units) {
    set(head_, units);
    units_ = units;
    end_ = base_ + units * kUnit;
}

bool Region::open(size_t more) {
    if (!kOpensLater) return false;
    if (units_ == capacity_) return false;
    const size_t wanted = more > units_ ? units_ + more : units_ * 2;
    openUntil(wanted < capacity_ && wanted > units_ ? wanted : capacity_);
    return true;
}

/// The first head at or behind `unit` that is marked, or not, as asked for; `limit` when none is in
/// front of that.
size_t Region::scan(size_t unit, size_t limit, Heads which) const {
    const Word all = which == Heads::All ? ~Word{0} : 0;
    const Word flip = which == Heads::Unmarked ? ~Word{0} : 0;
    size_t word = unit / kWordBits;
    Word wanted = ~Word{0} << (unit % kWordBits);
    for (;; wanted = ~Word{0}) {
        const Word bits = head_[word] & ((mark_[word] ^ flip) | all) & wanted;
        if (bits != 0) {
            const size_t at = word * kWordBits + static_cast<size_t>(__builtin_ctzl(bits));
            return at < limit ? at : limit;
        }
        if (++word * kWordBits >= limit) return limit;
    }
}

size_t Region::extent(size_t unit) const {
    // The run has no head of its own, but what is in front of it ends there.
    return scan(unit + 1, unit < run_ ? run_ : units_, Heads::All) - unit;
}

bool Region::find(const void* at, size_t& unit) const {
    if (!contains(at)) return false;
    const auto offset = static_cast<size_t>(static_cast<const std::byte*>(at) - base_);
    unit = offset / kUnit;
    return offset % kUnit == 0 && bit(head_, unit);
}

const void* Region::startNear(const void* at) const {
    constexpr size_t kReach = 4; // units; more would often find free memory
    size_t unit = static_cast<size_t>(static_cast<const std::byte*>(at) - base_) / kUnit;
    for (size_t i = 0; i < kReach; ++i, --unit) {
        if (bit(head_, unit)) return address(unit);
        if (unit == 0) break;
    }
    return nullptr;
}

bool Region::mark(size_t unit) {
    if (isMarked(unit) || unit == free_) return false;
    set(mark_, unit);
    return !isNoScan(unit);
}

void Region::startMarking() {
    // A pointer to what lay there once, or to the end of what lies in front of it, must not keep
    // all of a long stretch: the run, or one that the sweep has not come to since the last time.
    const bool isStillFree = free_ >= runEnd_ && free_ < units_ && bit(head_, free_) &&
                             !isMarked(free_) && extent(free_) > runEnd_ - run_;
    if (!isStillFree) free_ = run_ < runEnd_ ? run_ : units_;
    closeRun();
    std::memset(mark_, 0, (units_ / kWordBits + 1) * sizeof(Word));
}

void Region::closeRun() {
    if (run_ < runEnd_) {
        set(head_, run_);
        clear(mark_, run_);
    }
    run_ = runEnd_;
}

/// The end of the dead stretch at `unit`, which is ahead of the sweep, or of its first `enough`
/// units.
size_t Region::deadUntil(size_t unit, size_t enough) const {
    return scan(unit, enough < units_ - unit ? unit + enough : units_, Heads::Marked);
}

/// Makes [from, to) of dead units one stretch: no head but the first, and one behind it.
void Region::join(size_t from, size_t to) {
    if (free_ >= from && free_ < to) free_ = to; // what is left of it
    Word inside = ~Word{0} << (from % kWordBits) << 1;
    for (size_t word = from / kWordBits; word * kWordBits < to; ++word, inside = ~Word{0}) {
        if ((word + 1) * kWordBits > to) inside &= (Word{1} << (to % kWordBits)) - 1;
        head_[word] &= ~inside;
    }
    set(head_, to);
}

/// Moves the sweep on to a dead stretch of at least `units`; all that it passes stays as it is.
bool Region::nextRun(size_t units) {
    closeRun();
    for (size_t at = runEnd_;; at = runEnd_) {
        at = scan(at, units_, Heads::Unmarked);
        run_ = at;
        runEnd_ = deadUntil(at, units_);
        if (at == units_) return false;
        join(at, runEnd_);
        if (kOpensLater) freed_ += runEnd_ - at;
        if (runEnd_ - at < units) continue;
        clear(head_, at);
        return true;
    }
}

/// findAhead() in the shortest of all dead stretches.
size_t Region::findBest(size_t units) {
    size_t best = units_, shortest = SIZE_MAX;
    for (size_t at = runEnd_;;) {
        at = scan(at, units_, Heads::Unmarked);
        if (at == units_) break;
        const size_t end = deadUntil(at, units_);
        const size_t size = end - at;
        if (size >= units && size < shortest) {
            shortest = size;
            best = end - units;
        }
        at = end;
    }
    if (best != units_) join(best, best + units);
    return best;
}

/// Where `units` start, at the end of the lowest dead stretch ahead of the sweep that has as many,
/// or at the start where it is very long; units_ when none has. Goes by what the last search found,
/// and only then looks at the rest. What is left of the stretch stays as it is: a stale pointer
/// keeps one dead object of it, not all.
size_t Region::findAhead(size_t units) {
    if (units >= kBestUnits) return findBest(units);
    size_t at = units >= tooLong_ && ahead_ > runEnd_ ? ahead_ : runEnd_;
    bool again = at != runEnd_;
    for (;;) {
        at = scan(at, units_, Heads::Unmarked);
        if (at == units_) {
            if (!again) return at;
            again = false;
            at = runEnd_;
            continue;
        }
        const size_t end = deadUntil(at, units + kMoreUnits);
        if (end - at >= units) {
            if (kOpensLater) freed_ += units;
            ahead_ = at;
            tooLong_ = units;
            if (end - at != units + kMoreUnits) at = end - units;
            join(at, at + units);
            return at;
        }
        at = end;
    }
}

void Region::start(size_t unit, Contents contents) {
    set(head_, unit);
    if (contents == Contents::Bytes)
        set(noScan_, unit);
    else
        clear(noScan_, unit);
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
    join(unit, unit + units);
    return true;
}

void Region::release(size_t unit) {
    if (unit + extent(unit) == run_ && run_ < runEnd_) {
        clear(head_, unit);
        run_ = unit;
        return;
    }
    clear(mark_, unit); // ahead of the sweep: dead
    set(noScan_, unit); // behind it: nothing to look at until then
}

#if !TAIPAN_OPTIMIZE_SIZE
bool Region::unallocate(const std::byte* from, const std::byte* to) {
    if (to != address(run_)) return false;
    run_ -= static_cast<size_t>(to - from) / kUnit;
    return true;
}
#endif

void Region::addUse(HeapUse& use) const {
    use.total += capacity_ * kUnit;
    const size_t closed = (capacity_ - units_) * kUnit;
    size_t free = (runEnd_ - run_) * kUnit;
    size_t largest = free > closed ? free : closed;
    for (size_t at = scan(runEnd_, units_, Heads::Unmarked); at < units_;) {
        const size_t end = deadUntil(at, units_);
        free += (end - at) * kUnit;
        if ((end - at) * kUnit > largest) largest = (end - at) * kUnit;
        at = scan(end, units_, Heads::Unmarked);
    }
    use.used += units_ * kUnit - free; // what is closed is free
    if (largest > use.largestFree) use.largestFree = largest;
}

void Region::visitBlocks(VisitBlock visit, void* context) const {
    for (size_t unit = 0; unit < units_;) {
        const bool isRun = unit == run_ && run_ < runEnd_;
        const size_t end = isRun ? runEnd_ : unit + extent(unit);
        const bool isDead = unit >= runEnd_ && !isMarked(unit);
        const HeapBlock::Kind kind = isRun || isDead  ? HeapBlock::Free
                                     : isNoScan(unit) ? HeapBlock::Bytes
                                                      : HeapBlock::Pointers;
        visit(context, {kind, address(unit), end - unit});
        unit = end;
    }
    if (units_ < capacity_) visit(context, {HeapBlock::Free, end_, capacity_ - units_});
}

// --- the heap ------------------------------------------------------------------------------------

bool Heap::addRegion(void* memory, size_t size) {
    if (regionCount_ == kMaxRegions || !regions_[regionCount_].adopt(memory, size)) return false;
    ++regionCount_;
    return true;
}

Region* Heap::regionOf(const void* at) {
    for (unsigned i = 0; i < regionCount(); ++i)
        if (regions_[i].contains(at)) return &regions_[i];
    return nullptr;
}

/// The region of an allocation that starts at `at`, and its unit there; null when none does.
Region* Heap::find(const void* at, size_t& unit) {
    Region* const region = regionOf(at);
    return region != nullptr && region->find(at, unit) ? region : nullptr;
}

void* Heap::cut(size_t units, Contents contents) {
    for (unsigned i = 0; i < regionCount(); ++i) {
        void* found = regions_[i].allocate(units, contents);
        if (found == nullptr) continue;
        // A stale pointer in new memory would keep something alive.
        if (contents == Contents::Pointers) std::memset(found, 0, units * kUnit);
        return found;
    }
    return nullptr;
}

#if TAIPAN_TEST_HOOKS
/// Collects when a test wants it; false when the allocation is to fail.
bool Heap::runHooks() {
    HeapHooks& hooks = heapHooks;
    ++hooks.allocations;
    if (hooks.collectEvery != 0 && hooks.allocations % hooks.collectEvery == 0) collect();
    if (hooks.failAfter == 0 || hooks.allocations <= hooks.failAfter) return true;
    return hooks.allocations - hooks.failAfter > hooks.failures;
}

void Heap::fillDead() {
    for (unsigned i = 0; i < regionCount(); ++i) {
        Region& region = regions_[i];
        for (size_t at = 0; at < region.units(); at = region.nextHead(at + 1))
            if (region.isHead(at) && !region.isMarked(at))
                std::memset(region.address(at), 0xdd, region.extent(at) * kUnit);
    }
}
#endif

void* Heap::allocate(size_t size, Contents contents) {
    if (isLocked() || size > SIZE_MAX - kUnit) return nullptr;
#if TAIPAN_TEST_HOOKS
    if (!runHooks()) return nullptr;
#endif
    const size_t units = unitsFor(size);
    void* found = cut(units, contents);
    if (kOpensLater && found == nullptr && isMostlyLive() && open(units))
        found = cut(units, contents);
    if (found == nullptr && automatic) {
        collect();
        found = cut(units, contents);
    }
    while (kOpensLater && found == nullptr && open(units)) found = cut(units, contents);
    return found;
}

/// Whether the last collection left less free than it kept: the next would do no better.
bool Heap::isMostlyLive() const {
    size_t freed = 0, all = 0;
    for (unsigned i = 0; i < regionCount(); ++i) {
        freed += regions_[i].freed();
        all += regions_[i].units();
    }
    return freed < all / 2;
}

bool Heap::open(size_t units) {
    for (unsigned i = 0; i < regionCount(); ++i)
        if (regions_[i].open(units)) return true;
    return false;
}

void* Heap::reallocate(void* old, size_t oldSize, size_t newSize, Contents contents) {
    if (old == nullptr) return allocate(newSize, contents);
    if (newSize > SIZE_MAX - kUnit) return nullptr;
    size_t unit = 0;
    Region* region = find(old, unit);
    const size_t units = unitsFor(newSize);
    if (region != nullptr) {
        const size_t before = region->extent(unit);
        if ((!isLocked() || units <= before) && region->resize(unit, units)) {
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

void Heap::shrink(void* at, size_t oldSize, size_t newSize) {
    const size_t before = unitsFor(oldSize);
    const size_t after = unitsFor(newSize);
    if (before == after) return;
#if !TAIPAN_OPTIMIZE_SIZE
    auto* const from = static_cast<std::byte*>(at);
    for (unsigned i = 0; i < regionCount(); ++i)
        if (regions_[i].unallocate(from + after * kUnit, from + before * kUnit)) return;
    // Few units are not worth a search, and wait for the collector to find the whole dead.
    if (before - after < kFewUnits) return;
#endif
    reallocate(at, oldSize, newSize, Contents::Bytes);
}

void Heap::release(void* at) {
    size_t unit = 0;
    if (Region* region = find(at, unit)) region->release(unit);
}

size_t Heap::total() const {
    size_t units = 0;
    for (unsigned i = 0; i < regionCount(); ++i) units += regions_[i].capacity();
    return units * kUnit;
}

void Heap::collect() {
    for (unsigned i = 0; i < regionCount(); ++i) {
        regions_[i].startMarking();
    }
    pendingCount_ = 0;
    overflowed_ = false;
    if (markRoots != nullptr) markRoots(*this);
    drain();
    while (overflowed_) rescan();
#if TAIPAN_HAS_FINALISERS
    findDead();
#endif
#if TAIPAN_HAS_NATIVE
    if (afterMarking != nullptr) afterMarking(*this);
#endif
    for (unsigned i = 0; i < regionCount(); ++i) regions_[i].rewind();
#if TAIPAN_TEST_HOOKS
    if (heapHooks.collectEvery != 0) fillDead();
#endif
}

#if TAIPAN_HAS_NATIVE
bool Heap::isReached(const void* at) {
    size_t unit = 0;
    const Region* region = find(at, unit);
    return region != nullptr && region->isMarked(unit);
}

size_t Heap::sizeOf(const void* at) {
    size_t unit = 0;
    const Region* region = find(at, unit);
    return region == nullptr ? 0 : region->extent(unit) * kUnit;
}
#endif

#if TAIPAN_HAS_FINALISERS
bool Heap::watch(void* object) {
    if (watchedCount_ == watchedCapacity_) {
        const size_t more = watchedCapacity_ == 0 ? kUnit / sizeof(void*) : watchedCapacity_ * 2;
        void* grown = reallocate(watched_, watchedCount_ * sizeof(void*), more * sizeof(void*),
                                 Contents::Bytes);
        if (grown == nullptr) return false;
        watched_ = static_cast<void**>(grown);
        watchedCapacity_ = more;
    }
    // The living come first.
    watched_[watchedCount_] = watched_[watchedCount_ - deadCount_];
    watched_[watchedCount_ - deadCount_] = object;
    ++watchedCount_;
    return true;
}

void* Heap::takeDead() {
    if (deadCount_ == 0) return nullptr;
    --deadCount_;
    return watched_[--watchedCount_];
}

/// Puts what is watched and not marked to the dead; those stay whole until they are taken.
void Heap::findDead() {
    markOne(watched_);
    size_t living = watchedCount_ - deadCount_;
    for (size_t i = 0; i < living;) {
        size_t unit = 0;
        Region* region = find(watched_[i], unit);
        if (region == nullptr || region->isMarked(unit)) {
            ++i;
            continue;
        }
        void* const dead = watched_[i];
        watched_[i] = watched_[--living];
        watched_[living] = dead;
        ++deadCount_;
    }
    for (size_t i = living; i < watchedCount_; ++i) markOne(watched_[i]);
    drain();
    while (overflowed_) rescan();
}
#endif

void Heap::markOne(const void* at) {
    size_t unit = 0;
    Region* region = find(at, unit);
    if (region == nullptr || !region->mark(unit)) return;
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

__attribute__((no_sanitize("address"))) void Heap::markStack(const void* from, const void* to) {
    for (auto* at = static_cast<const void* const*>(from); at < to; ++at) {
        const Region* region = regionOf(*at);
        if (region != nullptr) markOne(region->startNear(*at));
    }
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
    for (unsigned i = 0; i < regionCount(); ++i) {
        Region& region = regions_[i];
        for (size_t unit = 0; unit < region.units(); unit = region.nextHead(unit + 1)) {
            if (!region.isMarked(unit) || region.isNoScan(unit)) continue;
            pending_[pendingCount_++] = {&region, unit};
            drain();
        }
    }
}

HeapUse Heap::use() const {
    HeapUse use;
    for (unsigned i = 0; i < regionCount(); ++i) regions_[i].addUse(use);
    return use;
}

void Heap::visitBlocks(VisitBlock visit, void* context) const {
    for (unsigned i = 0; i < regionCount(); ++i) regions_[i].visitBlocks(visit, context);
}

} // namespace taipan::runtime
