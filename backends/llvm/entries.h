// Places in the runtime's function table that code of ours uses.
#pragma once

#include <cstdint>

namespace taipan::llvm_backend {

enum class Entry : uint8_t {
#define TAIPAN_NATIVE_ENTRY(number, name) name = number,
#include "taipan/abi/native_entries.def"
#undef TAIPAN_NATIVE_ENTRY
};

/// Words of the structures that code reads and writes.
namespace fun { // the function object
inline constexpr unsigned kContext = 1, kChildren = 2, kCode = 3;
inline constexpr unsigned kHeadWords = 1; // of the code, before the entry
inline constexpr unsigned kFixedCode = 1; // of a built-in one that has a type for its arguments
} // namespace fun
namespace context {
inline constexpr unsigned kGlobals = 1, kQstrs = 2, kObjects = 3;
}
namespace state { // of a function that runs
inline constexpr unsigned kFunction = 0, kResumeAt = 1, kTop = 2, kSize = 3, kFirst = 5;
}
namespace nlr {
inline constexpr unsigned kRaised = 1;
}
inline constexpr uint64_t kNoType = 1; // where a type is to be: no object has it
inline constexpr unsigned kCellValue = 1;
inline constexpr unsigned kIteratorWords = 4;
/// Numbers of names that every firmware has.
inline constexpr uint32_t kEnter = 12, kExit = 13, kNameError = 45, kRuntimeError = 50,
                          kBuiltins = 63, kInt = 94;
inline constexpr unsigned kNativeQstr = 8; // type number of ToObject
inline constexpr unsigned kLoadMark = 4;   // instead of a value: Subscr is to load

} // namespace taipan::llvm_backend
