// What the fast copy of a function takes for granted, and what has to hold where it is entered.
//
// A function with fast ways may have two copies. In the fast one arithmetic has small integers as
// results: where an operand is none, or a result does not fit, it leaves for the same operation of
// the generic copy, which takes whatever comes. Where a loop turns, the generic copy goes back to
// the fast one when all values that are to be small are.
//
// Nothing here refers to LLVM.
#pragma once

#include <cstdint>
#include <vector>

#include "taipan/codegen/ssa.h"

namespace taipan::llvm_backend {

bool mayBeSmall(ssa::Type type);
bool isComparison(const ssa::Instr& instr);
/// Whether the operator has a fast way for small integers that gives one.
bool makesSmall(abi::BinaryOp op);

struct Loop {
    ssa::BlockId header;
    std::vector<uint8_t> has;        // by block
    uint32_t outer = 0;              // index of the loop around it, or kNoLoop
    bool isQuiet = true;             // the runtime is called on slow ways only
    std::vector<ssa::ValueId> small; // small integers that are needed in the loop
    std::vector<ssa::ValueId> ints;  // made outside, no more is known, an integer in every turn
    std::vector<ssa::ValueId> bases; // made outside, and items of them are asked for
};

inline constexpr uint32_t kNoLoop = ~uint32_t{0};

struct Speculation {
    std::vector<uint8_t> small;   // by value: a small integer, in the fast copy
    std::vector<uint32_t> loopOf; // by block: the innermost
    std::vector<Loop> loops;
    bool isFloaty = false;                     // floats are about
    uint32_t headed(ssa::BlockId block) const; // the loop whose header it is, or kNoLoop
};

/// `excluded`, by value: what is left alone.
Speculation speculate(const ssa::Function& function, const std::vector<uint8_t>& excluded);

/// Whether a good part of the function is innermost loops that are quiet, so that two copies of it
/// are worth their room.
bool isKernel(const ssa::Function& function);

/// Whether the fast copy leaves when the operation takes no fast way.
bool leaves(const ssa::Function& function, const Speculation& known, const ssa::Instr& made);

} // namespace taipan::llvm_backend
