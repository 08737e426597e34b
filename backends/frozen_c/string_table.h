// Strings by number: the same text always has the same one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace taipan::frozen {

/// Numbers strings in the order in which they come. Does not own their texts.
class StringTable {
  public:
    static constexpr uint32_t kNone = UINT32_MAX;

    StringTable();

    /// The number of `text`, which must outlive the table; of a new one, size() before the call.
    uint32_t add(std::string_view text);

    /// The number of `text`, kNone when it was never added.
    uint32_t find(std::string_view text) const;

    std::string_view text(uint32_t number) const { return texts_[number]; }
    uint32_t size() const { return static_cast<uint32_t>(texts_.size()); }

  private:
    struct Slot {
        uint32_t hash = 0;
        uint32_t number = kNone;
    };

    size_t slotOf(std::string_view text, uint32_t hash) const;
    void grow();

    std::vector<std::string_view> texts_;
    std::vector<Slot> slots_; // open addressing; a power of two, at least half of it free
};

} // namespace taipan::frozen
