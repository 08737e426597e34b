// The strings of all frozen modules: which of them the firmware has, and a sorted pool of the rest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "backends/frozen_c/c_text.h"
#include "backends/frozen_c/firmware_strings.h"

namespace taipan::frozen {

/// Stock's hash of a string before it is cut to the width that the firmware keeps.
uint32_t hashOf(std::string_view text);

/// `hash` as a firmware that keeps `bytes` bytes of it computes it; never 0.
uint32_t cutHash(uint32_t hash, unsigned bytes);

class StringPool {
  public:
    explicit StringPool(const FirmwareStrings& firmware);

    /// The number of `text` in here; the text must outlive the pool.
    uint32_t intern(std::string_view text);

    /// Whether `text` was interned; its number in here then goes to `id`.
    bool find(std::string_view text, uint32_t& id) const;

    /// Sorts what the firmware has not. Nothing new may be interned from then on.
    void finish();

    /// Strings that the firmware has not.
    size_t newCount() const { return sorted_.size(); }

    /// Appends the C expression for the number of string `id` in the firmware.
    void addNumber(CText& out, uint32_t id) const;

    /// Appends the pool and the declarations that go with it.
    void addPool(CText& out) const;

  private:
    struct Entry {
        std::string_view text;
        uint32_t hash = 0;           // for this table: quicker to compute than stock's
        uint32_t newIndex = 0;       // place in the pool, unless `ident` is set
        std::string_view ident = {}; // the firmware's identifier; views the firmware's table
        bool inFirmware = false;
    };

    uint32_t slotFor(std::string_view text, uint32_t hash) const;
    void grow();

    const FirmwareStrings& firmware_;
    std::vector<Entry> entries_;
    std::vector<uint32_t> slots_; // open addressing; index into entries_ + 1, 0 when free
    std::vector<uint32_t> sorted_;
};

} // namespace taipan::frozen
