// Which values of a function are needed at the same time, and places for them: what a generator
// keeps while it waits, what handlers of exceptions need, and the iterators of loops.
#pragma once

#include <cstdint>
#include <vector>

#include "taipan/codegen/ssa.h"

namespace taipan::ssa {

inline constexpr uint32_t kNoPlace = ~uint32_t{0};

/// Places by value. Values that are needed at the same time have different ones.
struct Places {
    std::vector<uint32_t> of; // kNoPlace: none
    uint32_t count = 0;
};

struct FramePlaces {
    // Values that are needed behind a yield or where exceptions land, but those that can be made
    // anew.
    Places kept;
    Places iterators;     // of IterStart and IterHold
    Places keptIterators; // of those that are needed there; these have no other place
};

/// Whether a value needs no place, because it can be made again wherever it is used: constants and
/// cells.
bool isMadeAnew(const Instr& instr);

FramePlaces framePlaces(const Function& function);

/// What is needed at the start of blocks. Phis of the block itself are not.
class LiveValues {
  public:
    explicit LiveValues(const Function& function);
    bool atStart(BlockId block, ValueId value) const {
        return (sets_[index(block)][index(value) / 64] >> (index(value) % 64) & 1) != 0;
    }

  private:
    std::vector<std::vector<uint64_t>> sets_;
};

} // namespace taipan::ssa
