// The strings of all frozen modules: which of them the firmware has, and a sorted pool of the rest.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "backends/frozen_c/c_text.h"
#include "backends/frozen_c/firmware_strings.h"
#include "backends/frozen_c/string_table.h"
#include "taipan/abi/name_hash.h"

namespace taipan::frozen {

using abi::cutHash;
/// Stock's hash of a string before it is cut to the width that the firmware keeps.
constexpr uint32_t hashOf(std::string_view text) {
    return abi::nameHash(text);
}

class StringPool {
  public:
    explicit StringPool(const FirmwareStrings& firmware)
        : firmware_(firmware), strings_(firmware.texts) {}

    /// The number of `text` in here; the text must outlive the pool.
    uint32_t intern(std::string_view text) { return strings_.add(text); }

    /// The number of a string that was interned or that the firmware has; otherwise
    /// StringTable::kNone.
    uint32_t find(std::string_view text) const { return strings_.find(text); }

    /// Sorts what the firmware has not. Nothing new may be interned from then on.
    void finish();

    /// Strings that the firmware has not.
    size_t newCount() const { return sorted_.size(); }

    /// Appends the C expression for the number of string `id` in the firmware.
    void addNumber(CText& out, uint32_t id) const;

    /// Appends the pool and the declarations that go with it.
    void addPool(CText& out) const;

  private:
    const FirmwareStrings& firmware_;
    StringTable strings_; // the firmware's come first
    std::vector<uint32_t> sorted_;
    std::vector<uint32_t> places_; // in `sorted_`, of the strings after the firmware's
};

} // namespace taipan::frozen
