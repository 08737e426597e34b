// Allocation for objects: from the runtime's heap, MemoryError when there is none left.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/memory/raise.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

/// `size` bytes, zeroed when they may hold pointers. Raises MemoryError.
void* allocate(size_t size, Contents contents);
void* allocate(size_t size);
/// As Heap::reallocate(); raises MemoryError, and leaves `old` untouched then.
void* reallocate(void* old, size_t oldSize, size_t newSize, Contents contents = Contents::Pointers);
/// Gives back what nothing uses any more. A null pointer is fine.
void release(void* memory);

/// A new object of `size` bytes, zeroed but for the type word. Raises MemoryError.
void* newBlankObject(const Type& type, size_t size);
/// A new object of a type, `extra` bytes longer than T. Zeroed but for the type word when Contents
/// is Pointers. Raises MemoryError.
template <typename T>
T* newObject(const Type& type, size_t extra = 0, Contents contents = Contents::Pointers) {
    const size_t size = sizeof(T) + extra;
    if (contents == Contents::Pointers) return static_cast<T*>(newBlankObject(type, size));
    auto* object = static_cast<T*>(allocate(size, contents));
    object->type = &type;
    return object;
}
#if TAIPAN_HAS_FINALISERS
/// As newObject(), and the object's __del__ method is called when the collector finds it dead.
void* allocateWithFinaliser(size_t size);
#endif

/// `count` values, all "no value".
inline Value* newValues(size_t count) {
    if (count > SIZE_MAX / sizeof(Value)) raiseTooLarge();
    return static_cast<Value*>(allocate(count * sizeof(Value)));
}

} // namespace taipan::runtime
