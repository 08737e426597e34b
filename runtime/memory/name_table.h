// All names of a running program, and their texts.
//
// Names known when the runtime is built lie in read-only memory, with the table that finds them,
// and so do those of frozen modules, whose numbers come next. All others come from loaded modules
// and from programs, and take heap memory.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

/// All names of a running program.
class Names {
  public:
    constexpr explicit Names(Heap& heap) : heap_(heap) {}

    /// The number of a text, a new one if need be, which has a copy of it then; Name::none when
    /// there is no memory or there are 65,535 names.
    Name intern(Text text);
    /// The number of a text that is a name already, else Name::none.
    Name find(Text text) const;

    /// Any number that intern(), find() or `_name` gave.
    Text text(Name name) const;
    uint16_t hash(Name name) const;

    /// Names that are built in or frozen, and number 0: those of the others are from here on.
    static size_t fixedCount();
    /// Names that are neither.
    size_t dynamicCount() const { return count_; }
    /// Bytes of the tables that dynamic names take, without their texts.
    size_t overhead() const {
#if TAIPAN_OPTIMIZE_SIZE
        return capacity_ * sizeof(Record);
#else
        return capacity_ * sizeof(Record) + indexSize_ * sizeof(uint16_t);
#endif
    }
    /// Keeps the tables alive: to be called when the heap collects.
    void markRoots(Heap& heap) const {
        heap.markRange(&records_, &chunkLeft_);
    }

  private:
    struct Record {
        const char* data;
        uint16_t size;
        uint16_t hash;
    };

    Name findDynamic(Text text, uint16_t hash) const;
    bool grow();
#if !TAIPAN_OPTIMIZE_SIZE
    bool growIndex();
    void enter(size_t number);
#endif
    const char* store(Text text);

    Heap& heap_;
    // Pointers into the heap, side by side for markRoots().
    Record* records_ = nullptr;
#if !TAIPAN_OPTIMIZE_SIZE
    uint16_t* index_ = nullptr; // open addressing; number + 1 of a record, 0 where there is none
#endif
    char* chunk_ = nullptr; // where copied texts go
    size_t chunkLeft_ = 0;
    size_t count_ = 0;
    size_t capacity_ = 0;
#if !TAIPAN_OPTIMIZE_SIZE
    size_t indexSize_ = 0; // a power of two, or 0
#endif
};

} // namespace taipan::runtime
