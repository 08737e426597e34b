#include "taipan/support/interner.h"

#include <cstring>

namespace taipan {

namespace {
constexpr uint32_t kInitialSlots = 1024;
constexpr std::string_view kPreloaded[] = {
#define TAIPAN_STATIC_STRING(number, text) text,
#include "taipan/abi/static_strings.def"
#undef TAIPAN_STATIC_STRING
#define TAIPAN_NAME(id, text) text,
#include "taipan/support/well_known_names.def"
#undef TAIPAN_NAME
};
} // namespace

Interner::Interner() : slots_(kInitialSlots), mask_(kInitialSlots - 1) {
    names_.reserve(kInitialSlots / 2);
    names_.emplace_back(); // NameId::none
    for (std::string_view text : kPreloaded) intern(text);
}

uint32_t Interner::hash(std::string_view text) {
    // Multiply-and-fold over eight bytes at a time; the table is small and dies with the file, so
    // speed counts and resistance to chosen collisions comes from the per-step mixing.
    constexpr uint64_t k = 0x9e3779b97f4a7c15U;
    const char* at = text.data();
    size_t left = text.size();
    uint64_t h = left * k;
    const auto mix = [&](uint64_t word) {
        const __uint128_t product = static_cast<__uint128_t>(h ^ word) * k;
        h = static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
    };
    uint64_t word = 0;
    for (; left > 8; at += 8, left -= 8) {
        std::memcpy(&word, at, 8);
        mix(word);
    }
    word = 0;
    for (size_t i = 0; i < left; ++i)
        word |= static_cast<uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
    mix(word);
    return static_cast<uint32_t>(h);
}

NameId Interner::find(std::string_view text, uint32_t hash, bool add) {
    uint32_t at = hash & mask_;
    for (; slots_[at].id != 0; at = (at + 1) & mask_)
        if (slots_[at].hash == hash && names_[slots_[at].id] == text) return NameId{slots_[at].id};
    if (!add) return NameId::none;
    const auto id = static_cast<uint32_t>(names_.size());
    slots_[at] = {hash, id};
    names_.push_back(text);
    if (names_.size() * 2 > slots_.size()) grow();
    return NameId{id};
}

NameId Interner::internCopy(std::string_view text) {
    const uint32_t h = hash(text);
    const NameId known = find(text, h, false);
    return known != NameId::none ? known : find(copies_.copy(text), h, true);
}

void Interner::grow() {
    std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.size() * 2, {});
    mask_ = static_cast<uint32_t>(slots_.size() - 1);
    for (const Slot& slot : old) {
        if (slot.id == 0) continue;
        uint32_t at = slot.hash & mask_;
        while (slots_[at].id != 0) at = (at + 1) & mask_;
        slots_[at] = slot;
    }
}

} // namespace taipan
