// How a program begins and ends.
#pragma once

#include <cstddef>

namespace taipan::runtime {

/// Readies `state` for a program: heap, names, frame stack, modules. False when the memory is too
/// small.
bool startState(void* memory, size_t size, const void* stackBase);
/// Leaves nothing behind that points into the heap.
void endState();

} // namespace taipan::runtime
