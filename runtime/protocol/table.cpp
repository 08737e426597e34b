#include "runtime/protocol/table.h"

#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/string.h"
#include "runtime/protocol/table_rows.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
constexpr size_t kFirstCapacity = TAIPAN_OPTIMIZE_SIZE ? 2 : 4;
// Hashes are spread by multiplication; the bits in the middle of the product are the best mixed.
constexpr uintptr_t kSpread = sizeof(uintptr_t) == 8 ? static_cast<uintptr_t>(0x9e3779b97f4a7c15u)
                                                     : static_cast<uintptr_t>(0x9e3779b1u);
constexpr unsigned kSpreadShift = sizeof(uintptr_t) == 8 ? 32 : 15;

// Tables of names alone go by their numbers, which are at hand, and change to hashes when another
// key comes. The smallest builds go by hashes from the start.
constexpr bool kByNumber = TAIPAN_QUICK_LOOKUP;

/// The cells of an indexed table. Their width follows from the capacity, a power of two.
class Index {
  public:
    /// Of a table without an index, it must not be used.
    Index(const Table& table, unsigned shift)
        : cells_(reinterpret_cast<void*>(
              reinterpret_cast<uintptr_t>(rowAt(table, table.capacity, shift)) +
              sizeof(IndexHeader))),
          mask_(table.capacity * 2 - 1) {}

    size_t first(uintptr_t hash) const { return (hash * kSpread >> kSpreadShift) & mask_; }
    size_t next(size_t at) const { return (at + 1) & mask_; }
    /// 0, or the number of a row plus 1.
    size_t get(size_t at) const {
        if (mask_ < kByteCells) return static_cast<const uint8_t*>(cells_)[at];
        if (mask_ < kShortCells) return static_cast<const uint16_t*>(cells_)[at];
        return static_cast<const uint32_t*>(cells_)[at];
    }
    void enter(uintptr_t hash, size_t row) {
        size_t at = first(hash);
        while (get(at) != 0) at = next(at);
        if (mask_ < kByteCells)
            static_cast<uint8_t*>(cells_)[at] = static_cast<uint8_t>(row + 1);
        else if (mask_ < kShortCells)
            static_cast<uint16_t*>(cells_)[at] = static_cast<uint16_t>(row + 1);
        else
            static_cast<uint32_t*>(cells_)[at] = static_cast<uint32_t>(row + 1);
    }
    void clear() { std::memset(cells_, 0, size(mask_ + 1)); }

    /// Bytes of so many cells.
    static size_t size(size_t cells) {
        return cells <= kByteCells ? cells : cells <= kShortCells ? cells * 2 : cells * 4;
    }

  private:
    static constexpr size_t kByteCells = 256;
    static constexpr size_t kShortCells = 65536;
    void* cells_;
    size_t mask_;
};

void setUsed(Table& table, size_t count) {
    constexpr size_t flags = (size_t{1} << Table::kUsedShift) - 1;
    table.usedAndFlags = count << Table::kUsedShift | (table.usedAndFlags & flags);
}

bool isStrObject(Value key) {
    return is(key, strType);
}

/// The same for keys that are equal, in tables of the same kind.
uintptr_t hashOfKey(Value key, bool allNames) {
    if (key.isSmallInt()) return static_cast<uintptr_t>(key.smallInt());
    if (key.isName())
        return kByNumber && allNames ? static_cast<uintptr_t>(key.name())
                                     : state.names.hash(key.name());
    if (isStrObject(key)) return hashOf(*key.as<Str>());
    return static_cast<uintptr_t>(hashOf(key));
}

/// Whether a table is still as it was before program code ran.
bool isSame(const Table& table, const Table& before) {
    return std::memcmp(&table, &before, sizeof(Table)) == 0;
}

/// Enters all rows into an index that is empty. The table is not the program's, or has only names:
/// __hash__ methods do not change it.
void fillIndex(Table& table, unsigned shift) {
    if (!table.isIndexed()) return;
    Index index(table, shift);
    IndexHeader& header = headerOf(table, shift);
    const size_t rows = header.cells = header.rows;
    for (size_t row = 0; row < rows; ++row) {
        const Value key = *rowAt(table, row, shift);
        if (!key) continue;
        index.enter(hashOfKey(key, table.allNames()), row);
    }
}

/// Readies a table of names for other keys. Needs no memory and runs no program code.
void leaveNames(Table& table, unsigned shift) {
    table.usedAndFlags &= ~Table::kAllNames;
    if constexpr (!kByNumber) return;
    if (table.isIndexed()) Index(table, shift).clear();
    fillIndex(table, shift);
}

/// A key that only equals the same word, an instance, a bool or a float.
bool isPlain(Value key) {
    return key.isSmallInt() || key.isName();
}

enum class Match : uint8_t { No, Yes, Changed };

/// Compares a row's key with one that is another word. Changed: the comparison ran program code,
/// and that changed the table, or the row in it.
Match compareKeys(const Table& table, size_t row, unsigned shift, Value key) {
    const Value inTable = *rowAt(table, row, shift);
    if (!inTable) return Match::No;
    if (!TAIPAN_OPTIMIZE_SIZE && isStr(inTable) && isStr(key))
        return equalText(inTable, key) ? Match::Yes : Match::No;
    const Table before = table;
    const bool same = equal(inTable, key);
    if (!isSame(table, before) || *rowAt(table, row, shift) != inTable) return Match::Changed;
    return same ? Match::Yes : Match::No;
}

/// findRow() of a key with its hash; false when program code changed the table meanwhile.
bool searchOnce(const Table& table, Value key, unsigned shift, uintptr_t hash, size_t& found) {
    const bool indexed = table.isIndexed();
    const bool plain = isPlain(key);
    const Index index(table, shift);
    for (size_t at = indexed ? index.first(hash) : 0;; at = indexed ? index.next(at) : at + 1) {
        found = indexed ? index.get(at) - 1 : at < table.used() ? at : kNoRow;
        if (found == kNoRow) return true;
        const Value other = *rowAt(table, found, shift);
        if (other == key) return true;
        if (plain && isPlain(other)) continue;
        const Match match = compareKeys(table, found, shift, key);
        if (match != Match::No) return match == Match::Yes;
    }
}

constexpr size_t kUnsure = kNoRow - 1;

/// The row of a plain key, found without comparing more than words; kUnsure when that is not
/// enough.
inline size_t searchQuickly(const Table& table, Value key, unsigned shift, uintptr_t& hash) {
    const bool names = table.allNames();
    const Value* const rows = rowAt(table, 0, shift);
    hash = static_cast<uintptr_t>(key.isSmallInt() ? key.smallInt()
                                  : names          ? static_cast<intptr_t>(key.name())
                                                   : state.names.hash(key.name()));
    if (!table.isIndexed()) {
        bool sure = true;
        for (size_t row = 0, used = table.used(); row < used; ++row) {
            const Value other = rows[row << shift];
            if (other == key) return row;
            sure = sure && isPlain(other);
        }
        return sure ? kNoRow : kUnsure;
    }
    if (names && key.isSmallInt()) return kNoRow;
    const Index index(table, shift);
    for (size_t at = index.first(hash);; at = index.next(at)) {
        const size_t row = index.get(at) - 1;
        if (row == kNoRow) return row;
        const Value other = rows[row << shift];
        if (other == key) return row;
        if (!isPlain(other)) return kUnsure;
    }
}

/// findRow() of any key, whose hash is told too.
size_t search(Table& table, Value key, unsigned shift, uintptr_t& hash) {
    if (kByNumber && isPlain(key)) {
        const size_t row = searchQuickly(table, key, shift, hash);
        if (row != kUnsure) return row;
    }
    const bool unhashed = (table.usedAndFlags & Table::kOrdered) != 0 && !table.isIndexed();
    hash = unhashed ? 0 : hashOfKey(key, table.allNames());
    if (kByNumber && table.allNames() && !key.isName()) {
        if (isStrObject(key)) {
            const Name name = state.names.find(textOf(key));
            uintptr_t number;
            return name == Name::none ? kNoRow : search(table, nameValue(name), shift, number);
        }
        // Instances can equal a name, and be hashed as one.
        if (!key.isObject() || !key.object()->type->isInstanceType()) return kNoRow;
        leaveNames(table, shift);
    }
    size_t row;
    while (!searchOnce(table, key, shift, hash, row)) {
    }
    return row;
}

size_t capacityFor(size_t count) {
    if (count <= Table::kLinearMax) return count;
    size_t capacity = Table::kLinearMax * 2;
    while (capacity < count) capacity *= 2;
    return capacity;
}

} // namespace

size_t blockSize(const Table& table, unsigned shift) {
    if (table.capacity > SIZE_MAX / 64) raiseMemoryError(SIZE_MAX);
    const size_t rows = sizeof(Value) * table.capacity << shift;
    if (!table.isIndexed()) return rows;
    return rows + sizeof(IndexHeader) + Index::size(table.capacity * 2);
}

namespace {

/// Makes a table of `capacity` rows with the contents that `old` has at the start: __hash__ methods
/// may change it meanwhile.
Table rebuilt(const Table& old, size_t capacity, unsigned shift) {
    const size_t dropped = old.isFixed() ? Table::kFixed | Table::kOrdered : 0;
    Table table(old.usedAndFlags & ~dropped, capacity, nullptr);
    table.entries = static_cast<Entry*>(allocate(blockSize(table, shift)));
    size_t to = 0, at = 0;
    while (const Value* row = nextRow(old, at, shift))
        std::memcpy(static_cast<void*>(rowAt(table, to++, shift)), row, sizeof(Value) << shift);
    if (table.isIndexed()) headerOf(table, shift).rows = to;
    fillIndex(table, shift);
    return table;
}

/// Gives a table another capacity, unless a __hash__ method changes it meanwhile.
void resize(Table& table, size_t capacity, unsigned shift) {
    const Table before = table;
    const Table fresh = rebuilt(table, capacity, shift);
    if (!isSame(table, before)) return;
    table = fresh;
    release(before.entries);
}

bool hasRoom(Table& table, unsigned shift) {
    if (!table.isIndexed()) return table.used() < table.capacity;
    // At least half of the cells stay free.
    const IndexHeader& header = headerOf(table, shift);
    return header.rows < table.capacity && header.cells < table.capacity;
}

void grow(Table& table, unsigned shift) {
    const size_t used = table.used();
    size_t wanted = used < kFirstCapacity ? kFirstCapacity : used * 2;
    // Holes make room too.
    if (table.isIndexed() && used <= table.capacity / 4 * 3) wanted = used + table.capacity / 4;
    resize(table, capacityFor(wanted), shift);
}

void checkNotFixed(const Table& table) {
    if (table.isFixed()) raise(TypeErrorType);
}
} // namespace

Value* nextRow(const Table& table, size_t& at, unsigned shift) {
    const size_t rows = rowCount(table, shift);
    if (at == 0 && table.isIndexed()) at = headerOf(table, shift).first;
    while (at < rows) {
        Value* row = rowAt(table, at++, shift);
        if (*row) return row;
    }
    return nullptr;
}

size_t findRow(Table& table, Value key, unsigned shift) {
    uintptr_t hash;
    return search(table, key, shift, hash);
}

Value* findOrAddRow(Table& table, Value key, unsigned shift, bool& added) {
    checkNotFixed(table);
    uintptr_t hash;
    for (;;) {
        const size_t row = search(table, key, shift, hash);
        added = row == kNoRow;
        if (!added) return rowAt(table, row, shift);
        if (hasRoom(table, shift)) break;
        // May run __hash__ methods, so that nothing is known of the table afterwards.
        grow(table, shift);
    }
    if (table.allNames() && !key.isName()) leaveNames(table, shift);
    size_t row = table.used();
    if (table.isIndexed()) {
        IndexHeader& header = headerOf(table, shift);
        row = header.rows++;
        ++header.cells;
        Index(table, shift).enter(hash, row);
    }
    setUsed(table, table.used() + 1);
    Value* words = rowAt(table, row, shift);
    *words = key;
    return words;
}

void removeRow(Table& table, size_t row, unsigned shift) {
    Value* words = rowAt(table, row, shift);
    const size_t rowSize = sizeof(Value) << shift;
    const size_t used = table.used() - 1;
    if (table.isIndexed()) {
        std::memset(static_cast<void*>(words), 0, rowSize);
        // Rows at either end are quick to find then.
        IndexHeader& header = headerOf(table, shift);
        while (header.rows != 0 && !*rowAt(table, header.rows - 1, shift)) --header.rows;
        while (header.first < header.rows && !*rowAt(table, header.first, shift)) ++header.first;
        if (header.rows == 0) header.first = 0;
    } else {
        std::memmove(words, words + (size_t{1} << shift), (used - row) * rowSize);
        std::memset(static_cast<void*>(rowAt(table, used, shift)), 0, rowSize);
    }
    setUsed(table, used);
}

bool popRow(Table& table, Value* row, unsigned shift, bool last) {
    checkNotFixed(table);
    if (table.used() == 0) return false;
    size_t at = last ? rowCount(table, shift) - 1 : 0;
    const Value* words = nextRow(table, at, shift);
    std::memcpy(static_cast<void*>(row), words, sizeof(Value) << shift);
    removeRow(table, at - 1, shift);
    return true;
}

Value* nextItemRow(const Table& table, size_t used, size_t& at, unsigned shift) {
    if (at == kNoRow) return nullptr;
    if (table.used() != used)
        raise(RuntimeErrorType, "container changed size during iteration"_text);
    Value* const row = nextRow(table, at, shift);
    if (row == nullptr) at = kNoRow;
    return row;
}

void reserveRows(Table& table, size_t count, unsigned shift) {
    // A __len__ method may say anything.
    if (count > SIZE_MAX / 64) raiseMemoryError(SIZE_MAX);
    if (count > table.capacity) resize(table, capacityFor(count), shift);
}

void copyRows(Table& to, const Table& from, unsigned shift) {
    if (from.used() == 0) return;
    if (TAIPAN_OPTIMIZE_SIZE || !from.isIndexed()) {
        to = rebuilt(from, capacityFor(from.used()), shift);
        return;
    }
    // The index as well, so that no key needs hashing.
    const size_t size = blockSize(from, shift);
    void* block = allocate(size);
    std::memcpy(block, static_cast<const void*>(from.entries), size);
    to = Table(from.usedAndFlags, from.capacity, static_cast<Entry*>(block));
}

Entry* nextEntry(const Table& table, size_t& at) {
    return reinterpret_cast<Entry*>(nextRow(table, at, kDictShift));
}

Entry* Table::findSlowly(Name name) {
    const size_t row = findRow(*this, nameValue(name), kDictShift);
    return row == kNoRow ? nullptr : &entries[row];
}

Entry* Table::find(Value key) {
    if (kByNumber && key.isName()) return find(key.name());
    if (capacity == 0) return nullptr;
    const size_t row = findRow(*this, key, kDictShift);
    return row == kNoRow ? nullptr : &entries[row];
}

Entry* Table::findOrAdd(Value key) {
    bool added;
    return reinterpret_cast<Entry*>(findOrAddRow(*this, key, kDictShift, added));
}

bool Table::remove(Value key, Value* value) {
    checkNotFixed(*this);
    const size_t row = findRow(*this, key, kDictShift);
    if (row == kNoRow) return false;
    if (value != nullptr) *value = entries[row].value;
    removeRow(*this, row, kDictShift);
    return true;
}

void Table::clear() {
    checkNotFixed(*this);
    Entry* old = entries;
    *this = Table(kAllNames | (usedAndFlags & kOrdered), 0, nullptr);
    release(old);
}

void Table::reserve(size_t count) {
    reserveRows(*this, count, kDictShift);
}

void Table::copyFrom(const Table& other) {
    copyRows(*this, other, kDictShift);
}

} // namespace taipan::runtime
