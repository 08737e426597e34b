// Stable merge sort: short stretches by insertion, halves merged by way of a buffer that takes the
// left one.
#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
constexpr size_t kInsertionMax = TAIPAN_OPTIMIZE_SIZE ? 1 : 16;

/// What there is to know about comparing two items. Small builds compare all kinds alike.
enum class Kind : uint8_t { SmallInts, Floats, Strings, Any };

template <Kind kind>
bool isLess(Value left, Value right) {
    if constexpr (kind == Kind::SmallInts) {
        return left.order() < right.order();
#if TAIPAN_FLOAT
    } else if constexpr (kind == Kind::Floats) {
        return floatOf(left) < floatOf(right);
#endif
    } else if constexpr (kind == Kind::Strings) {
        const Text a = textOf(left), b = textOf(right);
        const int order = std::memcmp(a.data, b.data, a.size < b.size ? a.size : b.size);
        return order < 0 || (order == 0 && a.size < b.size);
    } else {
        return less(left, right);
    }
}

/// A job: rows of a key alone, or of keys and the items that move with them, `itemsBehind` words
/// on. The buffer is laid out in the same way.
template <Kind kind>
struct Sorter {
    Value* buffer;
    size_t itemsBehind; // 0: the keys are the items
    bool reverse;

    bool before(Value left, Value right) const {
        return reverse ? isLess<kind>(right, left) : isLess<kind>(left, right);
    }
    void move(Value* to, const Value* from) const {
        *to = *from;
        if (itemsBehind != 0) to[itemsBehind] = from[itemsBehind];
    }
    void moveMany(Value* to, const Value* from, size_t count) const {
        std::memmove(static_cast<void*>(to), from, count * sizeof(Value));
        if (itemsBehind != 0)
            std::memmove(static_cast<void*>(to + itemsBehind), from + itemsBehind,
                         count * sizeof(Value));
    }

    void insertionSort(Value* rows, size_t count) const {
        for (size_t i = 1; i < count; ++i) {
            const Value key = rows[i];
            // Behind the last one that is not greater.
            size_t low = 0, high = before(key, rows[i - 1]) ? i - 1 : i;
            if (high == i) continue;
            while (low < high) {
                const size_t middle = (low + high) / 2;
                if (before(key, rows[middle]))
                    high = middle;
                else
                    low = middle + 1;
            }
            const Value item = rows[i + itemsBehind];
            moveMany(rows + low + 1, rows + low, i - low);
            rows[low] = key;
            if (itemsBehind != 0) rows[low + itemsBehind] = item;
        }
    }

    void merge(Value* rows, size_t half, size_t count) const {
        moveMany(buffer, rows, half);
        const Value* left = buffer;
        const Value* const leftEnd = buffer + half;
        const Value* right = rows + half;
        const Value* const rightEnd = rows + count;
        Value* to = rows;
        while (left != leftEnd && right != rightEnd) {
            const bool takeRight = before(*right, *left);
            move(to++, takeRight ? right : left);
            right += takeRight;
            left += !takeRight;
        }
        moveMany(to, left, static_cast<size_t>(leftEnd - left));
    }

    void sort(Value* rows, size_t count) const {
        if (count <= kInsertionMax) {
            if constexpr (kInsertionMax > 1) insertionSort(rows, count);
            return;
        }
        const size_t half = count / 2;
        sort(rows, half);
        sort(rows + half, count - half);
        if (before(rows[half], rows[half - 1])) merge(rows, half, count);
    }
};

Kind kindOf(const Value* items, size_t count) {
    if (count == 0) return Kind::Any;
    const auto kind = [](Value item) {
        if (item.isSmallInt()) return Kind::SmallInts;
        if (isStr(item)) return Kind::Strings;
#if TAIPAN_FLOAT
        if (isFloat(item)) return Kind::Floats;
#endif
        return Kind::Any;
    };
    const Kind first = kind(items[0]);
    for (size_t i = 1; i < count; ++i)
        if (kind(items[i]) != first) return Kind::Any;
    return first;
}

void sortRows(Value* rows, size_t count, Value* buffer, size_t itemsBehind, bool reverse) {
#if !TAIPAN_OPTIMIZE_SIZE
    switch (kindOf(rows, count)) {
    case Kind::SmallInts:
        return Sorter<Kind::SmallInts>{buffer, itemsBehind, reverse}.sort(rows, count);
    case Kind::Strings:
        return Sorter<Kind::Strings>{buffer, itemsBehind, reverse}.sort(rows, count);
#if TAIPAN_FLOAT
    case Kind::Floats: return Sorter<Kind::Floats>{buffer, itemsBehind, reverse}.sort(rows, count);
#endif
    default: break;
    }
#endif
    Sorter<Kind::Any>{buffer, itemsBehind, reverse}.sort(rows, count);
}

void copyItems(Value* to, const Value* from, size_t count) {
    std::memcpy(static_cast<void*>(to), from, count * sizeof(Value));
}
} // namespace

void sortItems(Value* items, size_t count, Value key, bool reverse) {
    const size_t room = count > kInsertionMax ? count / 2 : 0;
    if (!key) {
        Value* buffer = room == 0 ? nullptr : newValues(room);
        sortRows(items, count, buffer, 0, reverse);
        release(buffer);
        return;
    }
    // One block: keys, buffer for keys, items, buffer for items.
    Value* keys = newValues((count + room) * 2);
    for (size_t i = 0; i < count; ++i) keys[i] = call(key, items[i]);
    copyItems(keys + count + room, items, count);
    sortRows(keys, count, keys + count, count + room, reverse);
    copyItems(items, keys + count + room, count);
    release(keys);
}

void sortList(List& list, Value key, bool reverse) {
    const size_t count = list.size;
    if (count < 2) return;
    if (!key && kindOf(list.items, count) != Kind::Any)
        return sortItems(list.items, count, key, reverse);
    // Program code that is called sees the list as it was, and may change it.
    Value* items = newValues(count);
    copyItems(items, list.items, count);
    sortItems(items, count, key, reverse);
    if (list.size == count) copyItems(list.items, items, count);
    release(items);
}

} // namespace taipan::runtime
