// Frozen files as the generator of C and the report on flash want them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "taipan/freezer/freeze.h"

namespace taipan::freezer {

/// Files by what becomes of them, each kind in its order. Refers to the files.
struct Image {
    std::vector<frozen::FrozenModule> modules;
    std::vector<const FrozenFile*> files; // that the modules are of
    std::vector<frozen::FrozenText> texts;
};

Image imageOf(std::span<const FrozenFile> files);

/// What stock firmware is like; `header` is the text of its list of strings.
frozen::StockOptions stockOptions(const FreezeOptions& options, std::string_view header);

} // namespace taipan::freezer
