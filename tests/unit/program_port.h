// What tests that run programs in this process share: a port whose output is kept, the stack that
// programs get, and the sanitizer's options.
#pragma once

#include <cstddef>
#include <string>

#include "taipan/runtime.h"

// The collector looks for objects on the stack, where the sanitizer would not leave them.
extern "C" [[gnu::used]] inline const char* __asan_default_options() {
    return "detect_stack_use_after_return=0";
}

namespace taipan::test {

constexpr size_t kStackSize = 1 << 20; // bytes

/// What programs have printed since it was emptied.
inline std::string printed;

inline const taipan_port kPrintingPort = [] {
    taipan_port port{};
    port.write = [](void*, int, const void* data, size_t size) {
        printed.append(static_cast<const char*>(data), size);
        return static_cast<long>(size);
    };
    port.ticks = [](void*) { return uint64_t{0}; };
    return port;
}();

} // namespace taipan::test
