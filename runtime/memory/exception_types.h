// The built-in exception classes.
#pragma once

#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

// exceptions.def: name, base.
enum class ExceptionNumber : uint8_t {
#define TAIPAN_EXCEPTION(name, base) name,
#include "runtime/memory/exceptions.def"
#undef TAIPAN_EXCEPTION
    Count
};

/// The built-in exception classes in a row. Each has a base of its own; the functions are behind
/// the last one, once for all.
struct ExceptionClasses {
    static constexpr size_t kCount = static_cast<size_t>(ExceptionNumber::Count);
    struct Class : Type {
        Slot base;
    };

    Class classes[kCount];
    Slot functions[3];

    consteval ExceptionClasses();
};
extern const ExceptionClasses exceptionClasses;

#define TAIPAN_EXCEPTION(name, base)                                                               \
    inline constexpr const Type& name##Type =                                                      \
        exceptionClasses.classes[static_cast<size_t>(ExceptionNumber::name)];
#include "runtime/memory/exceptions.def"
#undef TAIPAN_EXCEPTION
#if !TAIPAN_HAS_UNICODE
inline constexpr const Type& UnicodeErrorType = ValueErrorType;
#endif

} // namespace taipan::runtime
