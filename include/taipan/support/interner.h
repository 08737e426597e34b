// Names as small integers: equal text, equal id.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "taipan/support/arena.h"

namespace taipan {

/// An interned string. Ids 1..165 are the static strings of abi/static_strings.def; 0 is no name.
enum class NameId : uint32_t { none = 0 };

constexpr uint32_t index(NameId id) {
    return static_cast<uint32_t>(id);
}

/// The set of names of one compilation.
class Interner {
  public:
    /// Starts with the static strings, the keywords and the names of support/well_known_names.def.
    Interner();

    /// The id of `text`, entered when new. The text is not copied: it must outlive the interner
    /// (source buffers and arenas do).
    NameId intern(std::string_view text) { return find(text, hash(text), true); }

    /// As intern, for text that does not outlive the interner.
    NameId internCopy(std::string_view text);

    /// The id of `text`, or NameId::none when it was never entered.
    NameId lookup(std::string_view text) { return find(text, hash(text), false); }

    std::string_view text(NameId id) const { return names_[index(id)]; }

    /// One more than the largest id in use.
    uint32_t size() const { return static_cast<uint32_t>(names_.size()); }

  private:
    static uint32_t hash(std::string_view text);
    NameId find(std::string_view text, uint32_t hash, bool add);
    void grow();

    struct Slot {
        uint32_t hash;
        uint32_t id; // 0 = free
    };
    std::vector<std::string_view> names_;
    std::vector<Slot> slots_; // open addressing, power of two
    uint32_t mask_ = 0;
    Arena copies_;
};

} // namespace taipan
