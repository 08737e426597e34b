// The table of dictionaries, sets and instances of classes: compact and ordered by insertion. The
// entries stand in a row; above kLinearMax of
// them an index (behind the entries, in the same block) finds a key's position.
//
// The layout is that of the native ABI: native code makes constant dictionaries, which are fixed,
// have no index and are searched linearly. Sets are the same with rows of one word.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

struct Entry {
    Value key; // no value: deleted
    Value value;
};

/// What dictionaries, sets and instances of classes have in common.
struct Table {
    static constexpr size_t kAllNames = 1; // every key is a Name (a string that is interned)
    static constexpr size_t kFixed = 2;    // read-only
    // With kFixed: constant data, that has no index. Alone: an OrderedDict, whose keys need no hash
    // as long as there is no index.
    static constexpr size_t kOrdered = 4;
    static constexpr unsigned kUsedShift = 3;

    size_t usedAndFlags = kAllNames;
    size_t capacity = 0; // rows; an index follows them when there are more than kLinearMax
    Entry* entries = nullptr;

    static constexpr size_t kLinearMax = 8;

    constexpr Table() = default;
    constexpr Table(size_t bits, size_t rows, Entry* table)
        : usedAndFlags(bits), capacity(rows), entries(table) {}

    size_t used() const { return usedAndFlags >> kUsedShift; }
    bool allNames() const { return (usedAndFlags & kAllNames) != 0; }
    bool isFixed() const { return (usedAndFlags & kFixed) != 0; }
    bool isIndexed() const {
        return capacity > kLinearMax && (usedAndFlags & (kFixed | kOrdered)) != (kFixed | kOrdered);
    }
    /// Rows to look at when going through all entries; deleted ones among them have no key.
    size_t rows() const {
        return isIndexed() ? *reinterpret_cast<const size_t*>(entries + capacity) : used();
    }

    /// The entry of a key, null when there is none. Raises what comparing raises; TypeError when
    /// the key cannot be hashed, unless the table has never had an entry.
    Entry* find(Value key);
    const Entry* find(Value key) const { return const_cast<Table*>(this)->find(key); }
    /// The entry of a name: quick.
    TAIPAN_SHARED Entry* find(Name name) {
        if (isIndexed() || !allNames()) return findSlowly(name);
        const Value wanted = nameValue(name);
        for (Entry *entry = entries, *end = entries + used(); entry != end; ++entry)
            if (entry->key == wanted) return entry;
        return nullptr;
    }
    /// find() and, when there is none, a new entry whose value is "no value". TypeError when the
    /// table is fixed.
    Entry* findOrAdd(Value key);
    void store(Value key, Value value) { findOrAdd(key)->value = value; }
    void store(Name name, Value value) { findOrAdd(nameValue(name))->value = value; }
    /// Removes an entry; false when there is none. `value` gets what it held. TypeError when the
    /// table is fixed.
    bool remove(Value key, Value* value = nullptr);
    void clear();
    /// Makes room for `count` entries at once.
    void reserve(size_t count);
    /// An empty table takes over all entries of another one, which may be fixed.
    void copyFrom(const Table& other);

  private:
    Entry* findSlowly(Name name);
};

struct Dict : Object {
    Table table;

    constexpr Dict(const Type* kind, Table rows) : Object{kind}, table(rows) {}
    TAIPAN_SHARED Value get(Name name) {
        Entry* entry = table.find(name);
        return entry == nullptr ? kNoValue : entry->value;
    }
};

extern const TypeOf<7> dictType;

/// A constant dictionary over a table of entries with names as keys: methods, module contents.
template <size_t N>
constexpr Dict fixedDict(const Entry (&entries)[N]) {
    return {&dictType,
            Table(N << Table::kUsedShift | Table::kAllNames | Table::kFixed | Table::kOrdered, N,
                  const_cast<Entry*>(entries))};
}

/// The next entry from row `at` on, which moves behind it; null at the end.
Entry* nextEntry(const Table& table, size_t& at);

} // namespace taipan::runtime
