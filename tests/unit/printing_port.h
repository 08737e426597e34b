// A port whose output is kept, for tests that run programs.
#pragma once

#include <string>

#include "taipan/runtime.h"

namespace taipan::test {

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
