// The memory manager: a mark-and-sweep collector over the blocks of memory that the program gave.
//
// Memory is handed out in units of 16 bytes. Three bits a unit lie at the start of a region: `head`
// (an allocation, or what is left of a dead one, starts here), `mark` (reached in this collection)
// and `noScan` (holds no pointers). An allocation ends where the next head is. Sweeping is lazy: a
// collection only marks, and allocating moves on through the region, turning dead stretches into
// the run from which the next allocations are cut by advancing a pointer. What is large and does
// not fit there comes from the end of the lowest dead stretch ahead that is long enough, what is
// very large on boards of the shortest: long stretches stay as long as they can, and the sweep
// passes no small ones for it.
//
// Nothing moves, so pointers may lie anywhere; whatever looks like a pointer to the start of an
// allocation keeps it alive.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/value/features.h"

namespace taipan::runtime {

inline constexpr size_t kUnit = 16;
inline constexpr unsigned kMaxRegions = TAIPAN_HEAP_REGIONS;

/// Whether the collector looks for pointers in an allocation.
enum class Contents : uint8_t { Pointers, Bytes };

/// Memory in use, in bytes.
struct HeapUse {
    size_t total = 0;       // that allocations can have
    size_t used = 0;        // reachable or not yet swept
    size_t largestFree = 0; // one allocation may have
};

/// A stretch of the heap, as visitBlocks() shows it.
struct HeapBlock {
    enum Kind : uint8_t { Free, Pointers, Bytes } kind;
    const std::byte* at;
    size_t units;
};
using VisitBlock = void (*)(void* context, const HeapBlock& block);

/// A contiguous block of memory that allocations come from.
class Region {
  public:
    /// Takes over `size` bytes at `memory`; false when they are too few to hold anything.
    bool adopt(void* memory, size_t size);

    /// `units` units cut from the current run or from a later one; null when the rest of the region
    /// has no run that long.
    void* allocate(size_t units, Contents contents);
    /// `units` units for bytes, cut from the current run; null when that is too short.
    void* takeNoScan(size_t units) {
        const size_t at = run_;
        if (runEnd_ - at < units) return nullptr;
        set(head_, at);
        set(noScan_, at);
        run_ = at + units;
        return base_ + at * kUnit;
    }
    /// Takes more of the memory into use, at least `more` units where there are as many; false when
    /// all of it is.
    bool open(size_t more);
    size_t capacity() const { return capacity_; }
    /// Units found free since the last collection.
    size_t freed() const { return freed_; }
    /// Ends the current run, so that every unit belongs to an allocation or to a dead stretch.
    void closeRun();
    /// Starts looking for runs at the start of the region again, after marking.
    void rewind() { run_ = runEnd_ = ahead_ = tooLong_ = freed_ = 0; }

    bool contains(const void* at) const { return at >= base_ && at < end_; }
    /// The unit number of an allocation that starts at `at`; false when none does.
    bool find(const void* at, size_t& unit) const;
    /// The start of an allocation that `at` lies in, not far from its start; null when there is
    /// none.
    const void* startNear(const void* at) const;

    /// Marks the allocation; true when it was not marked and holds pointers.
    bool mark(size_t unit);
    bool isMarked(size_t unit) const { return bit(mark_, unit); }
    bool isNoScan(size_t unit) const { return bit(noScan_, unit); }
    bool isHead(size_t unit) const { return bit(head_, unit); }
    /// To be called before marking: what is free and long stays free, whatever points there.
    void startMarking();

    std::byte* address(size_t unit) const { return base_ + unit * kUnit; }
    /// Units of the allocation that starts at `unit`.
    size_t extent(size_t unit) const;
    size_t units() const { return units_; }
    /// The first allocation at or behind `unit`, free stretches included; units() when none is.
    size_t nextHead(size_t unit) const { return scan(unit, units_, Heads::All); }

    /// Makes an allocation `units` long in place: always possible when it is that long already; to
    /// grow, only where free memory follows. New memory is not cleared.
    bool resize(size_t unit, size_t units);
#if !TAIPAN_OPTIMIZE_SIZE
    /// Takes the end of the latest allocation back into the run: [from, to) of its units.
    bool unallocate(const std::byte* from, const std::byte* to);
#endif
    /// Gives an allocation back before the next collection finds it dead.
    void release(size_t unit);

    void addUse(HeapUse& use) const;
    void visitBlocks(VisitBlock visit, void* context) const;

  private:
    using Word = uintptr_t;
    static constexpr unsigned kWordBits = sizeof(Word) * 8;

    static bool bit(const Word* bits, size_t i) {
        return (bits[i / kWordBits] >> (i % kWordBits) & 1) != 0;
    }
    static void set(Word* bits, size_t i) {
        bits[i / kWordBits] |= Word{1} << (i % kWordBits);
    }
    static void clear(Word* bits, size_t i) {
        bits[i / kWordBits] &= ~(Word{1} << (i % kWordBits));
    }

    enum class Heads : uint8_t { All, Marked, Unmarked };
    size_t scan(size_t unit, size_t limit, Heads which) const;
    bool nextRun(size_t units);
    size_t findAhead(size_t units);
    size_t deadUntil(size_t unit, size_t enough) const;
    void join(size_t from, size_t to);
    void start(size_t unit, Contents contents);
    void openUntil(size_t units);
    void useUntil(size_t units);
    size_t findBest(size_t units);

    std::byte* base_ = nullptr;
    std::byte* end_ = nullptr;
    size_t units_ = 0;    // in use
    size_t capacity_ = 0; // of the memory
    Word* head_ = nullptr;
    Word* mark_ = nullptr;
    Word* noScan_ = nullptr;
    size_t run_ = 0;    // the current run, free: [run_, runEnd_)
    size_t runEnd_ = 0; // and where sweeping goes on
    size_t free_ = 0;   // start of a long free stretch, as of the last collection
    // No stretch between the sweep and `ahead_` is as long as `tooLong_`: where the search for that
    // or more goes on.
    size_t ahead_ = 0;
    size_t tooLong_ = 0;
    size_t freed_ = 0; // units found free since the last collection
};

#if TAIPAN_TEST_HOOKS
/// What tests make the heap do.
struct HeapHooks {
    size_t failAfter = 0;    // this many allocations succeed, then some fail; 0: none does
    size_t failures = 1;     // how many in a row
    size_t collectEvery = 0; // collect before every so manieth allocation; all fill what is dead
    size_t allocations = 0;  // so far
};
extern HeapHooks heapHooks;
#endif

/// All memory of the program, and what keeps it alive.
class Heap {
  public:
    /// Adds memory; false when there are kMaxRegions already or the block is too small.
    bool addRegion(void* memory, size_t size);

    /// `size` bytes (at least one unit), aligned to kUnit, zeroed when they may hold pointers;
    /// collects when memory is out, and returns null when that does not help.
    void* allocate(size_t size, Contents contents);
    /// allocate(units * kUnit, Contents::Bytes) where it is quick; null where it would have to look
    /// for memory.
    void* takeNoScan(size_t units) {
#if TAIPAN_TEST_HOOKS
        if (heapHooks.failAfter != 0 || heapHooks.collectEvery != 0) return nullptr;
#endif
        return isLocked() ? nullptr : regions_[0].takeNoScan(units);
    }
    /// Like allocate(), but takes over the contents of `old` (null: none), of which `oldSize` bytes
    /// count. `old` is gone on success, untouched on failure.
    void* reallocate(void* old, size_t oldSize, size_t newSize, Contents contents);
    /// Gives back the end of an allocation of `oldSize` bytes, of which `newSize` are still in use;
    /// quick where it is the latest one, and it may stay as it is.
    void shrink(void* at, size_t oldSize, size_t newSize);
    /// Gives memory back at once. `at` is null or the start of an allocation that nothing uses.
    void release(void* at);

    /// Marks from the roots; what is not reached is free from then on.
    void collect();
    /// Tells the collector of a root range: whatever is in it stays alive. Called by the hook.
    void markRange(const void* from, const void* to);
    /// The same for a range where a pointer may be to a member near an object's start, which is all
    /// that compilers keep of an object sometimes: the C stack.
    void markStack(const void* from, const void* to);
    /// Called by collect() to mark the roots.
    void (*markRoots)(Heap& heap) = nullptr;
#if TAIPAN_HAS_NATIVE
    /// Called by collect() when all that lives is marked.
    void (*afterMarking)(Heap& heap) = nullptr;
    /// Whether a collection has reached the allocation that starts at `at`.
    bool isReached(const void* at);
    /// Bytes of the allocation that starts at `at`.
    size_t sizeOf(const void* at);
#endif

#if TAIPAN_HAS_FINALISERS
    /// Enters an allocation in the list of those whose end the program wants to know of; false when
    /// memory is out.
    bool watch(void* object);
    /// Something watched that a collection found unreachable; it is no longer watched, and free
    /// when the next collection does not reach it either. Null: no more.
    void* takeDead();
    bool hasDead() const {
        return deadCount_ != 0;
    }
    /// Everything watched counts as unreachable: the program ends.
    void abandonWatched() {
        deadCount_ = watchedCount_;
    }
#endif

    /// While locked, allocating fails: an interrupt must not find the heap half changed.
    void lock() {
        ++locked_;
    }
    void unlock() {
        --locked_;
    }
    bool isLocked() const {
        return locked_ != 0;
    }
    unsigned lockDepth() const {
        return locked_;
    }

    /// Where the first region's allocations begin, for reports.
    uintptr_t firstAddress() const {
        return reinterpret_cast<uintptr_t>(regions_[0].address(0));
    }

    bool automatic = true; // collect when memory is out
    /// Bytes of all regions.
    size_t total() const;
    HeapUse use() const;
    /// Shows all memory in use and free, from the lowest address of each region on. What is dead
    /// and not yet swept counts as free.
    void visitBlocks(VisitBlock visit, void* context) const;

  private:
    static constexpr unsigned kPendingCapacity = TAIPAN_OPTIMIZE_SIZE ? 16 : 64;
    struct Pending {
        Region* region;
        size_t unit;
    };

    /// Known where there can be but one: a heap without it has no memory, and is not used.
    unsigned regionCount() const {
        return kMaxRegions == 1 ? 1 : regionCount_;
    }
    void* cut(size_t units, Contents contents);
#if TAIPAN_TEST_HOOKS
    bool runHooks();
    void fillDead();
#endif
    bool isMostlyLive() const;
    bool open(size_t units);
    void markOne(const void* at);
    void drain();
    void rescan();
    Region* regionOf(const void* at);
    Region* find(const void* at, size_t& unit);
#if TAIPAN_HAS_FINALISERS
    void findDead();
#endif

    unsigned regionCount_ = 0;
    unsigned pendingCount_ = 0;
    bool overflowed_ = false; // pending_ was full: a scan of all marked objects finds the rest
    unsigned locked_ = 0;
#if TAIPAN_HAS_FINALISERS
    void** watched_ = nullptr; // a block of the heap; the last deadCount_ are dead
    size_t watchedCount_ = 0;
    size_t watchedCapacity_ = 0;
    size_t deadCount_ = 0;
#endif
    Region regions_[kMaxRegions];
    Pending pending_[kPendingCapacity]; // marked, contents not yet looked at
};

} // namespace taipan::runtime
