// The built-in exception classes.
#pragma once

#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

// exceptions.def: name, base.
enum class ExceptionNumber : size_t {
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

/// The class of a number.
constexpr const Type& classOf(ExceptionNumber number) {
    return exceptionClasses.classes[static_cast<size_t>(number)];
}
/// The number of a built-in exception class.
inline ExceptionNumber numberOf(const Type& type) {
    return static_cast<ExceptionNumber>(static_cast<const ExceptionClasses::Class*>(&type) -
                                        exceptionClasses.classes);
}
constexpr const Type* operator&(ExceptionNumber number) {
    return &classOf(number);
}

// What raises gets a number, which is a constant in an instruction, where the address of a class
// would be a word of its own at each place.
#define TAIPAN_EXCEPTION(name, base)                                                               \
    inline constexpr ExceptionNumber name##Type = ExceptionNumber::name;
#include "runtime/memory/exceptions.def"
#undef TAIPAN_EXCEPTION
#if !TAIPAN_HAS_UNICODE
inline constexpr ExceptionNumber UnicodeErrorType = ValueErrorType;
#endif

} // namespace taipan::runtime
