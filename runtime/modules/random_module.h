// What the module random remembers.
#pragma once

#include <cstdint>

namespace taipan::runtime {

/// The state of the generator; it starts as zeros.
struct RandomState {
    uint32_t pad, n, d;
    uint8_t dat;
    bool isSeeded;
};
extern RandomState randomState;

} // namespace taipan::runtime
