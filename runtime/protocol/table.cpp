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
// Hashes are spread by multiplication; the first bits of the product are the best mixed.
constexpr uintptr_t kSpread = sizeof(uintptr_t) == 8 ? static_cast<uintptr_t>(0x9e3779b97f4a7c15u)
                                                     : static_cast<uintptr_t>(0x9e3779b1u);
constexpr unsigned kSpreadShift = sizeof(uintptr_t) == 8 ? 32 : 0;

// Tables of names alone go by their numbers, which are at hand, and change to hashes when another
// key comes. The smallest builds go by hashes from the start.
constexpr bool kByNumber = TAIPAN_QUICK_LOOKUP;
// Searches that compare words have a loop of their own.
constexpr bool kQuickSearch = TAIPAN_FAST_LOOP;

/// Whether a row has a key: neither "no value" nor the sentinel.
bool isTaken(const Value* row) {
    return (row->bits & ~kSentinel.bits) != 0;
}

/// The cells of an indexed table: the rows of a set, the index of a dictionary. The width of the
/// latter's follows from the capacity.
class Index {
  public:
    /// Of a table without an index, it must not be used.
    Index(const Table& table, unsigned shift) : width_(widthFor(table.capacity, shift)) {
        cells_ = table.entries;
        count_ = table.capacity;
        if (shift == kSetShift) return;
        cells_ = reinterpret_cast<void*>(
            reinterpret_cast<uintptr_t>(rowAt(table, table.capacity, shift)) + sizeof(IndexHeader));
        count_ = cellsFor(table.capacity);
    }

    /// Sets of numbers in a row are in their order, as in stock.
    size_t first(uintptr_t hash) const {
        if (TAIPAN_OPTIMIZE_SIZE || width_ == 0) return hash % count_;
        const auto spread = static_cast<uint32_t>(hash * kSpread >> kSpreadShift);
        return static_cast<size_t>(uint64_t{spread} * count_ >> 32);
    }
    size_t next(size_t at) const { return at + 1 == count_ ? 0 : at + 1; }
    /// 0, or the number of a row plus 1.
    size_t get(size_t at) const {
        switch (width_) {
        case 0: return static_cast<const Value*>(cells_)[at] ? at + 1 : 0;
        case 1: return static_cast<const uint8_t*>(cells_)[at];
        case 2: return static_cast<const uint16_t*>(cells_)[at];
        default: return static_cast<const uint32_t*>(cells_)[at];
        }
    }
    /// Finds a cell for a key that is not there, and enters the row where cells are no rows; the
    /// number of its row.
    size_t enter(uintptr_t hash, size_t row) {
        size_t at = first(hash);
        while (get(at) != 0) at = next(at);
        switch (width_) {
        case 0: return at;
        case 1: static_cast<uint8_t*>(cells_)[at] = static_cast<uint8_t>(row + 1); break;
        case 2: static_cast<uint16_t*>(cells_)[at] = static_cast<uint16_t>(row + 1); break;
        default: static_cast<uint32_t*>(cells_)[at] = static_cast<uint32_t>(row + 1);
        }
        return row;
    }
    /// Of a dictionary.
    void clear() { std::memset(cells_, 0, count_ * width_); }

    /// Bytes of the cells behind a table's rows.
    static size_t size(size_t capacity, unsigned shift) {
        return cellsFor(capacity) * widthFor(capacity, shift);
    }
    /// Cells for so many rows, an odd number: hashes may be multiples of a power of two.
    static size_t countFor(size_t rows) { return (rows + rows / 3) | 1; }
    /// The same for those of a dictionary, which are little beside rows of 16 bytes.
    static size_t cellsFor(size_t rows) {
        return sizeof(void*) == 8 ? 2 * rows + 1 : countFor(rows);
    }

  private:
    /// Bytes of a cell; 0: a row.
    static unsigned widthFor(size_t capacity, unsigned shift) {
        return shift == kSetShift ? 0 : capacity <= UINT8_MAX ? 1 : capacity <= UINT16_MAX ? 2 : 4;
    }
    void* cells_;
    size_t count_;
    unsigned width_;
};

constexpr size_t kFlags = (size_t{1} << Table::kUsedShift) - 1;

void setUsed(Table& table, size_t count) {
    table.usedAndFlags = count << Table::kUsedShift | (table.usedAndFlags & kFlags);
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

/// Readies a table of names for other keys. Needs no memory and runs no program code.
void leaveNames(Table& table, unsigned shift) {
    table.usedAndFlags &= ~Table::kAllNames;
    if (!kByNumber || !table.isIndexed()) return;
    Index index(table, shift);
    index.clear();
    IndexHeader& header = headerOf(table, shift);
    header.cells = header.rows;
    for (size_t row = 0; row < header.rows; ++row) {
        const Value key = *rowAt(table, row, shift);
        if (key) index.enter(hashOfKey(key, false), row);
    }
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
    if (!isTaken(&inTable)) return Match::No;
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
    if (kQuickSearch && isPlain(key)) {
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

/// The rows of a table that has room for `count`: powers of two, and one in the middle between two
/// of them. The rows of a set with an index are its cells.
size_t capacityFor(size_t count, unsigned shift) {
    size_t capacity = 2;
    while (capacity < count)
        capacity += (capacity & (capacity - 1)) == 0 ? capacity / 2 : capacity / 3;
    if (shift == kSetShift && capacity > Table::kLinearMax) capacity = Index::countFor(capacity);
    return capacity;
}

} // namespace

size_t blockSize(const Table& table, unsigned shift) {
    if (table.capacity > SIZE_MAX / 64) raiseTooLarge();
    const size_t rows = sizeof(Value) * table.capacity << shift;
    if (!table.isIndexed()) return rows;
    return rows + sizeof(IndexHeader) + Index::size(table.capacity, shift);
}

namespace {

/// A new row for a key that is not in a table with room; its value is "no value".
Value* addRow(Table& table, Value key, uintptr_t hash, unsigned shift) {
    size_t row = table.used();
    setUsed(table, row + 1);
    if (table.isIndexed()) {
        IndexHeader& header = headerOf(table, shift);
        row = Index(table, shift).enter(hash, header.rows);
        ++header.cells;
        if (row >= header.rows) header.rows = row + 1;
        if (row < header.first) header.first = row;
    }
    Value* const words = rowAt(table, row, shift);
    *words = key;
    return words;
}

/// Makes a table of `capacity` rows with the contents of `old`. Not all may be there when __hash__
/// methods change that meanwhile.
Table rebuilt(const Table& old, size_t capacity, unsigned shift) {
    size_t dropped = old.isFixed() ? Table::kFixed | Table::kOrdered : 0;
    // The rows of sets would have to move when another key comes.
    if (shift == kSetShift) dropped |= Table::kAllNames;
    Table table(old.usedAndFlags & kFlags & ~dropped, capacity, nullptr);
    table.entries = static_cast<Entry*>(allocate(blockSize(table, shift)));
    const Table before = old;
    size_t at = 0;
    while (const Value* row = nextRow(old, at, shift)) {
        const Value key = row[0], value = row[shift];
        const uintptr_t hash = table.isIndexed() ? hashOfKey(key, table.allNames()) : 0;
        if (!isSame(old, before) || table.used() == before.used()) break;
        addRow(table, key, hash, shift)[shift] = value;
    }
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

/// How many cells of an indexed table may be taken: at least a quarter stays free. There are no
/// fewer taken than rows.
size_t mostCells(const Table& table, unsigned shift) {
    return shift == kSetShift ? table.capacity / 4 * 3 : table.capacity;
}

bool hasRoom(Table& table, unsigned shift) {
    if (!table.isIndexed()) return table.used() < table.capacity;
    return headerOf(table, shift).cells < mostCells(table, shift);
}

void grow(Table& table, unsigned shift) {
    const size_t used = table.used();
    size_t wanted = used + used / 8 + kFirstCapacity;
    if (!TAIPAN_OPTIMIZE_SIZE && used != 0) {
        // Double, unless holes make room.
        const size_t most = mostCells(table, shift);
        wanted = used <= most / 4 * 3 ? used + most / 4 : used * 2;
    }
    resize(table, capacityFor(wanted, shift), shift);
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
        if (isTaken(row)) return row;
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
    return addRow(table, key, hash, shift);
}

void removeRow(Table& table, size_t row, unsigned shift) {
    Value* words = rowAt(table, row, shift);
    const size_t rowSize = sizeof(Value) << shift;
    const size_t used = table.used() - 1;
    if (table.isIndexed()) {
        std::memset(static_cast<void*>(words), 0, rowSize);
        if (shift == kSetShift) *words = kSentinel;
        // Rows at either end are quick to find then.
        IndexHeader& header = headerOf(table, shift);
        while (header.rows != 0 && !isTaken(rowAt(table, header.rows - 1, shift))) --header.rows;
        while (header.first < header.rows && !isTaken(rowAt(table, header.first, shift)))
            ++header.first;
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
    if (count > SIZE_MAX / 64) raiseTooLarge();
    if (count > table.capacity) resize(table, capacityFor(count, shift), shift);
}

void copyRows(Table& to, const Table& from, unsigned shift) {
    if (from.used() == 0) return;
    if (TAIPAN_OPTIMIZE_SIZE || !from.isIndexed()) {
        to = rebuilt(from, capacityFor(from.used(), shift), shift);
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
