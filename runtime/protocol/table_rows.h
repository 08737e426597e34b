// The rows of tables of either kind: dictionaries have rows of two words (key, value), sets of one.
// `shift` is the binary logarithm of a row's words.
//
// A block of more than kLinearMax rows has three words behind its rows (IndexHeader). That of a
// dictionary then has an index: a third more cells than rows, each 0 or a row's number plus 1,
// found by a key's hash, then onwards. The rows of a set are such cells themselves, so that its
// items are in no order. The cell of a deleted row stays until the block is rebuilt.
#pragma once

#include "runtime/protocol/table.h"

namespace taipan::runtime {

inline constexpr unsigned kDictShift = 1;
inline constexpr unsigned kSetShift = 0;
/// What findRow() says when there is no such key.
inline constexpr size_t kNoRow = SIZE_MAX;

/// What stands behind the rows of an indexed table.
struct IndexHeader {
    size_t rows;  // up to the last that is taken
    size_t cells; // taken; those of deleted rows are counted
    size_t first; // no row in front of it is taken
};

/// The words of a row; the first is the key, no value when the row is free or deleted. Deleted rows
/// of sets that have an index hold the sentinel.
inline Value* rowAt(const Table& table, size_t row, unsigned shift) {
    return reinterpret_cast<Value*>(table.entries) + (row << shift);
}
inline IndexHeader& headerOf(const Table& table, unsigned shift) {
    return *reinterpret_cast<IndexHeader*>(rowAt(table, table.capacity, shift));
}
/// Rows to look at when going through all of them.
inline size_t rowCount(const Table& table, unsigned shift) {
    return table.isIndexed() ? headerOf(table, shift).rows : table.used();
}
/// Bytes of a table's rows and index. MemoryError when nothing could hold them.
size_t blockSize(const Table& table, unsigned shift);
/// The next row from `at` on, which moves behind it; null at the end.
Value* nextRow(const Table& table, size_t& at, unsigned shift);

/// The same for iterators of a table that had `used` rows at the start: RuntimeError when it has
/// another number of them, and null for ever once the end was reached.
Value* nextItemRow(const Table& table, size_t used, size_t& at, unsigned shift);

/// The number of a key's row, kNoRow when there is none. Raises what hashing and comparing raise.
size_t findRow(Table& table, Value key, unsigned shift);
/// The row of a key, a new one if need be. `added` says which.
Value* findOrAddRow(Table& table, Value key, unsigned shift, bool& added);
/// Deletes a row: an indexed table keeps a hole, others close it.
void removeRow(Table& table, size_t row, unsigned shift);
/// Takes out the last row, or the first; its words go to `row`. False when the table is empty.
bool popRow(Table& table, Value* row, unsigned shift, bool last);
/// Makes room for `count` rows.
void reserveRows(Table& table, size_t count, unsigned shift);
/// An empty table gets the rows of another one.
void copyRows(Table& to, const Table& from, unsigned shift);

} // namespace taipan::runtime
