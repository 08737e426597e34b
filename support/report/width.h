// How wide characters are on a terminal.
#pragma once

#include <cstdint>

namespace taipan::report {

/// Terminal columns of a code point: 0 for combining marks, 2 for wide characters, else 1.
unsigned displayWidth(uint32_t codePoint);

} // namespace taipan::report
