#include "backends/frozen_c/string_pool.h"

#include <algorithm>

namespace taipan::frozen {
namespace {

constexpr size_t kPoolAllocation = 10;

/// The first eight bytes, as a number that sorts as they do.
uint64_t prefixOf(std::string_view text) {
    uint64_t prefix = 0;
    for (size_t i = 0; i < 8; ++i)
        prefix = prefix << 8 | (i < text.size() ? static_cast<uint8_t>(text[i]) : 0);
    return prefix;
}

} // namespace

void StringPool::finish() {
    struct Key {
        uint64_t prefix;
        uint32_t id;
    };
    std::vector<Key> keys;
    const uint32_t first = firmware_.texts.size();
    keys.reserve(strings_.size() - first);
    for (uint32_t id = first; id < strings_.size(); ++id)
        keys.push_back({prefixOf(strings_.text(id)), id});
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
        return a.prefix != b.prefix ? a.prefix < b.prefix
                                    : strings_.text(a.id) < strings_.text(b.id);
    });
    sorted_.reserve(keys.size());
    places_.resize(keys.size());
    for (const Key& key : keys) {
        places_[key.id - first] = static_cast<uint32_t>(sorted_.size());
        sorted_.push_back(key.id);
    }
}

void StringPool::addNumber(CText& out, uint32_t id) const {
    const uint32_t first = firmware_.texts.size();
    if (id < first)
        out.add("MP_QSTR_", firmware_.identifiers[id]);
    else
        out.add("FQ+", places_[id - first]);
}

void StringPool::addPool(CText& out) const {
    const size_t count = sorted_.size();
    out.add("\n// The strings that the firmware has not, by number: FQ is the first.\n"
            "enum { FQ = MP_QSTRnumber_of };\n");
    if (count != 0 && firmware_.bytesInHash != 0) {
        out.add("static const qstr_hash_t frozen_qstr_hashes[] = {\n");
        for (const uint32_t id : sorted_)
            out.add(cutHash(hashOf(strings_.text(id)), firmware_.bytesInHash), ',');
        out.add("\n};\n");
    }
    if (count != 0) {
        out.add("static const qstr_len_t frozen_qstr_lengths[] = {\n");
        for (const uint32_t id : sorted_) out.add(strings_.text(id).size(), ',');
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
            out.literal(strings_.text(id));
            out.add(",\n");
        }
        out.add("    },\n");
    }
    out.add("};\n");
}

} // namespace taipan::frozen
