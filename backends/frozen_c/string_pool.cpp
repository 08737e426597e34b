#include "backends/frozen_c/string_pool.h"

#include <algorithm>
#include <functional>

namespace taipan::frozen {
namespace {

constexpr size_t kFirstSlots = 8192; // a power of two
constexpr size_t kPoolAllocation = 10;

/// The first eight bytes, as a number that sorts as they do.
uint64_t prefixOf(std::string_view text) {
    uint64_t prefix = 0;
    for (size_t i = 0; i < 8; ++i)
        prefix = prefix << 8 | (i < text.size() ? static_cast<uint8_t>(text[i]) : 0);
    return prefix;
}

uint32_t quickHash(std::string_view text) {
    return static_cast<uint32_t>(std::hash<std::string_view>()(text));
}

} // namespace

uint32_t hashOf(std::string_view text) {
    uint32_t hash = 5381;
    for (const char c : text) hash = (hash * 33) ^ static_cast<uint8_t>(c);
    return hash;
}

uint32_t cutHash(uint32_t hash, unsigned bytes) {
    hash &= bytes == 1 ? 0xff : 0xffff;
    return hash == 0 ? 1 : hash;
}

StringPool::StringPool(const FirmwareStrings& firmware)
    : firmware_(firmware), slots_(kFirstSlots) {}

uint32_t StringPool::slotFor(std::string_view text, uint32_t hash) const {
    const auto mask = static_cast<uint32_t>(slots_.size() - 1);
    uint32_t slot = (hash ^ hash >> 15) & mask;
    while (slots_[slot] != 0) {
        const Entry& entry = entries_[slots_[slot] - 1];
        if (entry.hash == hash && entry.text == text) break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

void StringPool::grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (uint32_t i = 0; i < entries_.size(); ++i)
        slots_[slotFor(entries_[i].text, entries_[i].hash)] = i + 1;
}

uint32_t StringPool::intern(std::string_view text) {
    const uint32_t hash = quickHash(text);
    uint32_t slot = slotFor(text, hash);
    if (slots_[slot] != 0) return slots_[slot] - 1;
    if (entries_.size() * 2 >= slots_.size()) {
        grow();
        slot = slotFor(text, hash);
    }
    Entry entry{text, hash};
    // A string that only shares the identifier of one of the firmware's is a different one.
    const auto found = isOwnIdentifier(text) ? firmware_.textOf.find(text)
                                             : firmware_.textOf.find(escapeQstr(text));
    if (found != firmware_.textOf.end() && found->second == text) {
        entry.ident = found->first;
        entry.inFirmware = true;
    }
    entries_.push_back(entry);
    slots_[slot] = static_cast<uint32_t>(entries_.size());
    return slots_[slot] - 1;
}

bool StringPool::find(std::string_view text, uint32_t& id) const {
    const uint32_t slot = slots_[slotFor(text, quickHash(text))];
    id = slot - 1;
    return slot != 0;
}

void StringPool::finish() {
    struct Key {
        uint64_t prefix;
        uint32_t id;
    };
    std::vector<Key> keys;
    for (uint32_t i = 0; i < entries_.size(); ++i)
        if (!entries_[i].inFirmware) keys.push_back({prefixOf(entries_[i].text), i});
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
        return a.prefix != b.prefix ? a.prefix < b.prefix
                                    : entries_[a.id].text < entries_[b.id].text;
    });
    for (const Key& key : keys) sorted_.push_back(key.id);
    for (uint32_t i = 0; i < sorted_.size(); ++i) entries_[sorted_[i]].newIndex = i;
}

void StringPool::addNumber(CText& out, uint32_t id) const {
    const Entry& entry = entries_[id];
    if (entry.inFirmware)
        out.add("MP_QSTR_", entry.ident);
    else
        out.add("FQ+", entry.newIndex);
}

void StringPool::addPool(CText& out) const {
    const size_t count = sorted_.size();
    out.add("\n// The strings that the firmware has not, by number: FQ is the first.\n"
            "enum { FQ = MP_QSTRnumber_of };\n");
    if (count != 0 && firmware_.bytesInHash != 0) {
        out.add("static const qstr_hash_t frozen_qstr_hashes[] = {\n");
        for (const uint32_t id : sorted_)
            out.add(cutHash(hashOf(entries_[id].text), firmware_.bytesInHash), ',');
        out.add("\n};\n");
    }
    if (count != 0) {
        out.add("static const qstr_len_t frozen_qstr_lengths[] = {\n");
        for (const uint32_t id : sorted_) out.add(entries_[id].text.size(), ',');
        out.add("\n};\n");
    }
    out.add("extern const qstr_pool_t mp_qstr_const_pool;\n"
            "const qstr_pool_t mp_qstr_frozen_const_pool = {\n"
            "    .prev = &mp_qstr_const_pool,\n"
            "    .total_prev_len = MP_QSTRnumber_of,\n"
            // A search in a sorted pool without strings would run away.
            "    .is_sorted = ",
            count != 0 ? '1' : '0', ",\n    .alloc = ", std::min(count, kPoolAllocation),
            ",\n    .len = ", count, ",\n");
    if (count != 0) {
        if (firmware_.bytesInHash != 0)
            out.add("    .hashes = (qstr_hash_t *)frozen_qstr_hashes,\n");
        out.add("    .lengths = (qstr_len_t *)frozen_qstr_lengths,\n    .qstrs = {\n");
        for (const uint32_t id : sorted_) {
            out.literal(entries_[id].text);
            out.add(",\n");
        }
        out.add("    },\n");
    }
    out.add("};\n");
}

} // namespace taipan::frozen
