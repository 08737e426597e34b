#include "runtime/memory/name_table.h"

#include <cstring>

#include "runtime/memory/frozen.h"

namespace taipan::runtime {

namespace {
using detail::kBuiltInCount;
using detail::kBuiltInTexts;
using detail::kStaticCount;

constexpr size_t kFirstRecords = 16;
constexpr size_t kChunkSize = 128;
constexpr size_t kMaxNames = 65535;
constexpr size_t kMaxLength = 65535;

/// `count` texts of kBuiltInTexts from `first` on, in order.
template <size_t first, size_t count>
struct Sorted {
    uint16_t number[count] = {}; // where they stand there

    consteval Sorted() {
        for (size_t i = 0; i < count; ++i) {
            const Text text = kBuiltInTexts[first + i];
            size_t at = i;
            for (; at > 0 && detail::isBefore(text, kBuiltInTexts[number[at - 1]]); --at)
                number[at] = number[at - 1];
            if (at > 0 && text == kBuiltInTexts[number[at - 1]])
                detail::aRowOfNamesDefIsThereTwice();
            number[at] = static_cast<uint16_t>(first + i);
        }
    }
};
constexpr Sorted<kStaticCount + 1, kBuiltInCount - kStaticCount - 1> kSorted;

#if TAIPAN_OPTIMIZE_SIZE
// --- built-in names, in little memory ------------------------------------------------------------

constexpr Sorted<1, kStaticCount> kSortedStatic;

constexpr size_t longest() {
    size_t size = 0;
    for (const Text& text : kBuiltInTexts)
        if (text.size > size) size = text.size;
    return size;
}
constexpr size_t kLengths = longest() + 1;

template <size_t count>
consteval size_t bytesOf(const uint16_t (&numbers)[count]) {
    size_t bytes = 0;
    for (const size_t number : numbers) bytes += kBuiltInTexts[number].size;
    return bytes;
}

/// Texts in order, one behind the other. How many there are of each length says where they are.
struct Packed {
    const uint8_t* counts;
    const char* texts;

    /// The text of a rank in the order.
    Text at(size_t rank) const {
        const char* start = texts;
        for (size_t size = 0;; ++size) {
            const size_t count = counts[size];
            if (rank < count) return {start + rank * size, size};
            rank -= count;
            start += count * size;
        }
    }
    /// The rank of a text; false when it is not there.
    bool find(Text text, size_t& rank) const {
        if (text.size >= kLengths) return false;
        const char* start = texts;
        rank = 0;
        for (size_t size = 0; size < text.size; ++size) {
            rank += counts[size];
            start += counts[size] * size;
        }
        for (size_t left = counts[text.size]; left != 0; --left, ++rank, start += text.size)
            if (std::memcmp(start, text.data, text.size) == 0) return true;
        return false;
    }
};

template <size_t count, size_t bytes>
struct PackedTexts {
    uint8_t counts[kLengths] = {};
    char texts[bytes] = {};

    consteval explicit PackedTexts(const uint16_t (&numbers)[count]) {
        size_t to = 0;
        for (const size_t number : numbers) {
            const Text text = kBuiltInTexts[number];
            if (++counts[text.size] == 0) detail::tooManyNamesOfOneLength();
            for (size_t i = 0; i < text.size; ++i) texts[to++] = text.data[i];
        }
    }
    constexpr Packed packed() const { return {counts, texts}; }
};
constexpr PackedTexts<kStaticCount, bytesOf(kSortedStatic.number)>
    kStaticTexts(kSortedStatic.number);
constexpr PackedTexts<kBuiltInCount - kStaticCount - 1, bytesOf(kSorted.number)>
    kOwnTexts(kSorted.number);

/// The static strings' numbers, which are given, in the order of the texts.
struct StaticNumbers {
    static_assert(kStaticCount < 256);
    uint8_t number[kStaticCount] = {};
    consteval StaticNumbers() {
        for (size_t i = 0; i < kStaticCount; ++i)
            number[i] = static_cast<uint8_t>(kSortedStatic.number[i]);
    }
};
constexpr StaticNumbers kStaticNumbers;

Name findBuiltIn(Text text, uint16_t) {
    size_t rank;
    if (kStaticTexts.packed().find(text, rank)) return Name{kStaticNumbers.number[rank]};
    return kOwnTexts.packed().find(text, rank) ? Name{kStaticCount + 1 + rank} : Name::none;
}

Text builtInText(size_t number) {
    if (number > kStaticCount) return kOwnTexts.packed().at(number - kStaticCount - 1);
    if (number == 0) return {};
    const uint8_t* rank = kStaticNumbers.number;
    while (*rank != number) ++rank;
    return kStaticTexts.packed().at(static_cast<size_t>(rank - kStaticNumbers.number));
}

uint16_t builtInHash(size_t number) {
    return hashOf(builtInText(number));
}
#else
// --- built-in names, quick to find ---------------------------------------------------------------

constexpr size_t powerOfTwoAbove(size_t least) {
    size_t power = 1;
    while (power < least) power *= 2;
    return power;
}

/// Texts and hashes by number, and a table with open addressing.
struct BuiltIn {
    static constexpr size_t kIndexSize = powerOfTwoAbove(kBuiltInCount * 3 / 2);
    Text text[kBuiltInCount] = {};
    uint16_t hash[kBuiltInCount] = {};
    uint16_t index[kIndexSize] = {}; // 0: free

    consteval BuiltIn() {
        for (size_t i = 1; i < kBuiltInCount; ++i) {
            text[i] = kBuiltInTexts[i <= kStaticCount ? i : kSorted.number[i - kStaticCount - 1]];
            hash[i] = hashOf(text[i]);
            size_t at = hash[i] % kIndexSize;
            for (; index[at] != 0; at = (at + 1) % kIndexSize)
                if (text[i] == text[index[at]]) detail::aRowOfNamesDefIsThereTwice();
            index[at] = static_cast<uint16_t>(i);
        }
    }
};
constexpr BuiltIn kBuiltIn;

Name findBuiltIn(Text text, uint16_t hash) {
    for (size_t at = hash % BuiltIn::kIndexSize;; at = (at + 1) % BuiltIn::kIndexSize) {
        const uint16_t i = kBuiltIn.index[at];
        if (i == 0) return Name::none;
        if (kBuiltIn.hash[i] == hash && text == kBuiltIn.text[i]) return static_cast<Name>(i);
    }
}

Text builtInText(size_t number) {
    return kBuiltIn.text[number];
}
uint16_t builtInHash(size_t number) {
    return kBuiltIn.hash[number];
}
#endif

#if TAIPAN_HAS_FROZEN
// --- frozen names --------------------------------------------------------------------------------

/// The text of a rank in the order.
Text frozenText(size_t rank) {
    const char* start = frozen->name_texts;
    for (size_t size = 0;; ++size) {
        const size_t count = frozen->name_counts[size];
        if (rank < count) return {start + rank * size, size};
        rank -= count;
        start += count * size;
    }
}

/// A text's rank in the order; `frozen->name_count` when it is not there.
size_t findFrozen(Text text) {
    const size_t none = frozen->name_count;
    if (text.size >= frozen->name_lengths) return none;
    const char* start = frozen->name_texts;
    size_t rank = 0;
    for (size_t size = 0; size < text.size; ++size) {
        rank += frozen->name_counts[size];
        start += frozen->name_counts[size] * size;
    }
    size_t low = 0, high = frozen->name_counts[text.size];
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = std::memcmp(start + middle * text.size, text.data, text.size);
        if (order == 0) return rank + middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return none;
}

size_t frozenCount() {
    return frozen == nullptr ? 0 : frozen->name_count;
}
#else
constexpr size_t frozenCount() {
    return 0;
}
#endif
} // namespace

size_t Names::fixedCount() {
    return kBuiltInCount + frozenCount();
}

Text Names::text(Name name) const {
    size_t i = static_cast<size_t>(name);
    if (i < kBuiltInCount) return builtInText(i);
    i -= kBuiltInCount;
#if TAIPAN_HAS_FROZEN
    if (i < frozenCount()) return frozenText(i);
    i -= frozenCount();
#endif
    return {records_[i].data, records_[i].size};
}

uint16_t Names::hash(Name name) const {
    size_t i = static_cast<size_t>(name);
    if (i < kBuiltInCount) return builtInHash(i);
    i -= kBuiltInCount;
#if TAIPAN_HAS_FROZEN
    if (i < frozenCount()) return hashOf(frozenText(i));
    i -= frozenCount();
#endif
    return records_[i].hash;
}

Name Names::findDynamic(Text text, uint16_t hash) const {
#if TAIPAN_OPTIMIZE_SIZE
    for (size_t i = 0; i < count_; ++i) {
        const Record& record = records_[i];
        if (record.hash == hash && text == Text{record.data, record.size})
            return static_cast<Name>(fixedCount() + i);
    }
    return Name::none;
#else
    if (indexSize_ == 0) return Name::none;
    for (size_t at = hash & (indexSize_ - 1);; at = (at + 1) & (indexSize_ - 1)) {
        if (index_[at] == 0) return Name::none;
        const Record& record = records_[index_[at] - 1];
        if (record.hash == hash && text == Text{record.data, record.size})
            return static_cast<Name>(fixedCount() + index_[at] - 1);
    }
#endif
}

Name Names::find(Text text) const {
    const uint16_t hash = hashOf(text);
    const Name name = findBuiltIn(text, hash);
    if (name != Name::none) return name;
#if TAIPAN_HAS_FROZEN
    if (frozen != nullptr) {
        const size_t rank = findFrozen(text);
        if (rank != frozen->name_count) return static_cast<Name>(kBuiltInCount + rank);
    }
#endif
    return findDynamic(text, hash);
}

Name Names::intern(Text text) {
    const Name name = find(text);
    if (name != Name::none) return name;
    if (text.size > kMaxLength || fixedCount() + count_ > kMaxNames) return Name::none;
    if (!grow()) return Name::none;
    const char* data = store(text);
    if (data == nullptr) return Name::none;
    records_[count_] = {data, static_cast<uint16_t>(text.size), hashOf(text)};
#if !TAIPAN_OPTIMIZE_SIZE
    enter(count_);
#endif
    return static_cast<Name>(fixedCount() + count_++);
}

/// Room for one more record, in the list and in the index; false when memory is out.
bool Names::grow() {
    if (count_ == capacity_) {
        const size_t more = capacity_ == 0 ? kFirstRecords : capacity_ + capacity_ / 2;
        void* grown = heap_.reallocate(records_, capacity_ * sizeof(Record), more * sizeof(Record),
                                       Contents::Pointers);
        if (grown == nullptr) return false;
        records_ = static_cast<Record*>(grown);
        capacity_ = more;
    }
#if TAIPAN_OPTIMIZE_SIZE
    return true;
#else
    return (count_ + 1) * 3 / 2 <= indexSize_ || growIndex();
#endif
}

#if !TAIPAN_OPTIMIZE_SIZE
bool Names::growIndex() {
    const size_t size = indexSize_ == 0 ? powerOfTwoAbove(kFirstRecords * 3 / 2) : indexSize_ * 2;
    void* larger = heap_.allocate(size * sizeof(uint16_t), Contents::Bytes);
    if (larger == nullptr) return false;
    heap_.release(index_);
    index_ = static_cast<uint16_t*>(larger);
    indexSize_ = size;
    std::memset(index_, 0, size * sizeof(uint16_t));
    for (size_t i = 0; i < count_; ++i) enter(i);
    return true;
}

void Names::enter(size_t number) {
    size_t at = records_[number].hash & (indexSize_ - 1);
    while (index_[at] != 0) at = (at + 1) & (indexSize_ - 1);
    index_[at] = static_cast<uint16_t>(number + 1);
}
#endif

/// Copies a text to the heap. Short ones share a chunk, which lives as long as one of them is the
/// first in it: names are never given up, so that is for ever.
const char* Names::store(Text text) {
    if (text.size > chunkLeft_) {
        if (text.size > kChunkSize / 4) {
            auto* own = static_cast<char*>(heap_.allocate(text.size, Contents::Bytes));
            if (own != nullptr) std::memcpy(own, text.data, text.size);
            return own;
        }
        auto* fresh = static_cast<char*>(heap_.allocate(kChunkSize, Contents::Bytes));
        if (fresh == nullptr) return nullptr;
        chunk_ = fresh;
        chunkLeft_ = kChunkSize;
    }
    char* to = chunk_ + (kChunkSize - chunkLeft_);
    std::memcpy(to, text.data, text.size);
    chunkLeft_ -= text.size;
    return to;
}

} // namespace taipan::runtime
