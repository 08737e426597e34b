#include "backends/frozen_c/string_table.h"

#include <functional>

namespace taipan::frozen {
namespace {

constexpr size_t kFirstSlots = 8192;

uint32_t hashOfText(std::string_view text) {
    return static_cast<uint32_t>(std::hash<std::string_view>()(text));
}

} // namespace

StringTable::StringTable() : slots_(kFirstSlots) {}

/// Where `text` is, or the free slot where it belongs.
size_t StringTable::slotOf(std::string_view text, uint32_t hash) const {
    const size_t mask = slots_.size() - 1;
    size_t at = (hash ^ hash >> 15) & mask;
    while (slots_[at].number != kNone &&
           (slots_[at].hash != hash || texts_[slots_[at].number] != text))
        at = (at + 1) & mask;
    return at;
}

void StringTable::grow() {
    const std::vector<Slot> old = std::move(slots_);
    slots_.assign(2 * old.size(), {});
    const size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.number == kNone) continue;
        size_t at = (slot.hash ^ slot.hash >> 15) & mask;
        while (slots_[at].number != kNone) at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

uint32_t StringTable::add(std::string_view text) {
    const uint32_t hash = hashOfText(text);
    size_t at = slotOf(text, hash);
    if (slots_[at].number != kNone) return slots_[at].number;
    if (2 * texts_.size() >= slots_.size()) {
        grow();
        at = slotOf(text, hash);
    }
    slots_[at] = {hash, size()};
    texts_.push_back(text);
    return slots_[at].number;
}

uint32_t StringTable::find(std::string_view text) const {
    return slots_[slotOf(text, hashOfText(text))].number;
}

} // namespace taipan::frozen
