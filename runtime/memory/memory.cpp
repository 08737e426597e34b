#include "runtime/memory/memory.h"

#include "runtime/memory/state.h"

namespace taipan::runtime {

void* allocate(size_t size, Contents contents) {
    void* memory = state.heap.allocate(size, contents);
    if (memory == nullptr) raiseMemoryError(size);
#if TAIPAN_HAS_FINALISERS
    // A collection was in between: methods of what it found dead run when the program may notice.
    if (state.heap.hasDead()) state.pending = 1;
#endif
    return memory;
}

void* allocate(size_t size) {
    return allocate(size, Contents::Pointers);
}

void* newBlankObject(const Type& type, size_t size) {
    auto* const object = static_cast<Object*>(allocate(size, Contents::Pointers));
    object->type = &type;
    return object;
}

void* reallocate(void* old, size_t oldSize, size_t newSize, Contents contents) {
    void* memory = state.heap.reallocate(old, oldSize, newSize, contents);
    if (memory == nullptr) raiseMemoryError(newSize);
    return memory;
}

#if TAIPAN_HAS_FINALISERS
void* allocateWithFinaliser(size_t size) {
    void* const memory = allocate(size);
    if (!state.heap.watch(memory)) raiseMemoryError(size);
    return memory;
}

#endif

void release(void* memory) {
    if (memory != nullptr) state.heap.release(memory);
}

} // namespace taipan::runtime
