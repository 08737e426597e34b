// Reports on where the flash of frozen files goes: for terminals, for programs, for browsers.
// docs/freezing-report.md says what is counted.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "taipan/backends/flash.h"
#include "taipan/freezer/freeze.h"
#include "taipan/support/result.h"

namespace taipan::freezer {

/// Functions that flashTable() lists unless told otherwise.
inline constexpr size_t kLargestFunctions = 20;

/// Measures what freeze() made, as the firmware that `options` are for holds it on 32-bit machines.
Result<frozen::FlashUse> measureFlash(const FreezeResult& frozen, const FreezeOptions& options,
                                      frozen::FloatObjects floats = frozen::FloatObjects::Single);

/// A table for people: files by size, then what they share and the total; below it the `functions`
/// largest functions. Columns that hold nothing are left out.
std::string flashTable(const frozen::FlashUse& use, size_t functions = kLargestFunctions);

/// One JSON object, of the form that docs/freezing-report.md describes. Files and functions are in
/// the order of `use`.
std::string flashJson(const frozen::FlashUse& use);

/// A page that shows folders, files and functions as areas. Complete in itself: it loads nothing
/// and works from a file. `title` is its heading, such as the name of the image.
std::string flashHtml(const frozen::FlashUse& use, std::string_view title);

} // namespace taipan::freezer
