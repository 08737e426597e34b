// Where machine code of .mpy files lies: in memory of the port's, or in the heap.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/value/features.h"
#include "taipan/runtime.h"

#if TAIPAN_HAS_NATIVE
namespace taipan::runtime {

/// What the program gave; null: nothing.
extern const taipan_code_memory* codeMemory;

/// A block of the port's memory, in the heap: the block stays as long as this does.
struct CodeMemory {
    CodeMemory* next; // in State::codeMemory, which keeps none of them alive
    void* memory;     // null: not there
    size_t size;
};

/// Whether code can be run that is loaded.
bool canHoldCode();
/// Whether it lies in memory of the port's, one block a file; else each function's in the heap.
bool hasCodeMemory();
/// A block of the port's. MemoryError.
CodeMemory* newCodeMemory(size_t size);
/// Memory for code in the heap. MemoryError.
uint8_t* newHeapCode(size_t size);
/// Makes what has been written there run. OSError.
void commitCode(void* memory, size_t size);

/// Gives back the blocks that a collection has not reached; for Heap::afterMarking.
void releaseDeadCode(Heap& heap);
/// Gives back all.
void releaseAllCode();

} // namespace taipan::runtime
#endif
