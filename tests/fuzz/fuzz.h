// What the fuzz targets share.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace taipan::fuzz {

/// Ends the run with a finding when `holds` is false; `what` says which promise was broken.
inline void demand(bool holds, std::string_view what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(what.size()), what.data());
    std::abort();
}

} // namespace taipan::fuzz
