// What methods of built-in types do with the object they are called on.
#pragma once

#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// The object of a built-in type that a method was called with: `self`, or what an instance of a
/// class derived from the type holds. TypeError for others, as in `list.append(1, 2)`; builds
/// without TAIPAN_HAS_SELF_CHECK do not look.
Value checkSelf(Value self, const Type& type);

template <typename T>
T& selfOf(Value self, const Type& type) {
#if TAIPAN_HAS_SELF_CHECK
    if (TAIPAN_OPTIMIZE_SIZE || !is(self, type)) self = checkSelf(self, type);
#else
    static_cast<void>(type);
#endif
    return *self.as<T>();
}

/// Keeps an object alive up to here for the collector, which does not see interior pointers.
inline void keepAlive(const void* object) {
    asm volatile("" : : "r"(object) : "memory");
}

} // namespace taipan::runtime
