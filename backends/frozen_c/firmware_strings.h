// The strings that a firmware has without frozen modules, and under which C identifiers.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "backends/frozen_c/string_table.h"
#include "taipan/backends/frozen_c.h"
#include "taipan/support/result.h"

namespace taipan::frozen {

/// Whether escapeQstr() leaves a string as it is.
bool isOwnIdentifier(std::string_view text);

struct FirmwareStrings {
    unsigned bytesInLength = 1;
    unsigned bytesInHash = 1; // 0: the firmware keeps no hashes
    /// The texts, which are of what the strings were read from, and their identifiers by number.
    /// Of two texts with one identifier, firmware has the first.
    StringTable texts;
    std::vector<std::string_view> identifiers;
    std::deque<std::string> escaped; // identifiers that are not their texts

    /// Adds a string, unless firmware has it, or another one in its place.
    void add(std::string_view text);

    /// The longest string that a pool can hold.
    size_t longest() const { return (size_t{1} << 8 * bytesInLength) - 1; }

  private:
    std::unordered_set<std::string_view> escapedTaken_;
};

/// The static strings, and those that `header` (genhdr/qstrdefs.preprocessed.h) names, which may be
/// empty and must outlive the result. Fails when there is a header, but not the configuration it
/// should hold.
Result<FirmwareStrings> readFirmwareStrings(std::string_view header);

} // namespace taipan::frozen
