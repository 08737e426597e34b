#include "taipan/support/interner.h"

#include <array>
#include <bit>
#include <cstring>
#include <type_traits>

namespace taipan {

namespace {
constexpr uint32_t kInitialSlots = 1024;
constexpr std::string_view kPreloaded[] = {
#define TAIPAN_STATIC_STRING(number, text) text,
#include "taipan/abi/static_strings.def"
#undef TAIPAN_STATIC_STRING
#define TAIPAN_KEYWORD(kind, text) text,
#include "taipan/support/keywords.def"
#undef TAIPAN_KEYWORD
#define TAIPAN_NAME(id, text) text,
#include "taipan/support/well_known_names.def"
#undef TAIPAN_NAME
};

/// The bytes at `at` as a number of the machine that this is compiled for.
template <typename Word>
constexpr uint64_t load(const char* at) {
    Word word = 0;
    if (!std::is_constant_evaluated()) {
        std::memcpy(&word, at, sizeof word);
        return word;
    }
    constexpr unsigned last = sizeof word - 1;
    for (unsigned i = 0; i <= last; ++i) {
        const unsigned place = std::endian::native == std::endian::little ? i : last - i;
        word |= static_cast<Word>(Word{static_cast<unsigned char>(at[i])} << (8 * place));
    }
    return word;
}

/// All of `size` bytes, 8 at most, in one number: those of one size that differ have different
/// ones.
constexpr uint64_t loadUpToEight(const char* at, size_t size) {
    if (size >= 4) return load<uint32_t>(at) | load<uint32_t>(at + size - 4) << 32;
    if (size == 0) return 0;
    const auto byte = [&](size_t i) { return uint64_t{static_cast<unsigned char>(at[i])}; };
    return byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
}

/// Multiply-and-fold over eight bytes at a time; the table is small and dies with the file, so
/// speed counts, and resistance to chosen collisions comes from the per-step mixing.
constexpr uint32_t hashOf(std::string_view text) {
    constexpr uint64_t k = 0x9e3779b97f4a7c15U;
    const char* at = text.data();
    size_t left = text.size();
    uint64_t h = left * k;
    const auto mix = [&](uint64_t word) {
        const __uint128_t product = static_cast<__uint128_t>(h ^ word) * k;
        h = static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
    };
    for (; left > 8; at += 8, left -= 8) mix(load<uint64_t>(at));
    mix(loadUpToEight(at, left));
    return static_cast<uint32_t>(h);
}

/// What an interner starts with: for a small file, entering it would be much of the work.
template <typename Slot>
struct Preloaded {
    std::array<std::string_view, std::size(kPreloaded) + 1> names{}; // behind NameId::none
    std::array<Slot, kInitialSlots> slots{};
    uint32_t count = 1;

    constexpr Preloaded() {
        for (const std::string_view text : kPreloaded) enter(text, hashOf(text));
    }

  private:
    constexpr void enter(std::string_view text, uint32_t hash) {
        uint32_t at = hash & (kInitialSlots - 1);
        for (; slots[at].id != 0; at = (at + 1) & (kInitialSlots - 1))
            if (names[slots[at].id] == text) return;
        slots[at] = {hash, count};
        names[count++] = text;
    }
};
} // namespace

Interner::Interner() : mask_(kInitialSlots - 1) {
    static constexpr Preloaded<Slot> preloaded;
    static_assert(preloaded.count == preloaded.names.size(), "a name is in two tables");
    names_.reserve(kInitialSlots / 2);
    names_.assign(preloaded.names.begin(), preloaded.names.begin() + preloaded.count);
    slots_.assign(preloaded.slots.begin(), preloaded.slots.end());
}

uint32_t Interner::hash(std::string_view text) {
    return hashOf(text);
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
