#include "runtime/names.h"

#include <cstring>

namespace taipan::runtime {

namespace {
using detail::kBuiltInCount;
using detail::kBuiltInTexts;

constexpr size_t kFirstRecords = 16;
constexpr size_t kChunkSize = 128;
constexpr size_t kMaxNames = 65535;
constexpr size_t kMaxLength = 65535;

constexpr size_t powerOfTwoAbove(size_t least) {
    size_t power = 1;
    while (power < least) power *= 2;
    return power;
}

/// The names that are built in: lengths, hashes, and a table with open addressing.
struct BuiltIn {
    static constexpr size_t kIndexSize = powerOfTwoAbove(kBuiltInCount * 3 / 2);
    uint8_t size[kBuiltInCount] = {};
    uint16_t hash[kBuiltInCount] = {};
    uint16_t index[kIndexSize] = {}; // 0: free

    consteval BuiltIn() {
        for (size_t i = 1; i < kBuiltInCount; ++i) {
            const Text text{kBuiltInTexts[i], detail::lengthOf(kBuiltInTexts[i])};
            size[i] = static_cast<uint8_t>(text.size);
            hash[i] = hashOf(text);
            size_t at = hash[i] % kIndexSize;
            for (; index[at] != 0; at = (at + 1) % kIndexSize)
                if (text == Text{kBuiltInTexts[index[at]], size[index[at]]})
                    detail::aRowOfNamesDefIsThereTwice();
            index[at] = static_cast<uint16_t>(i);
        }
    }
};
constexpr BuiltIn kBuiltIn;

Name findBuiltIn(Text text, uint16_t hash) {
    for (size_t at = hash % BuiltIn::kIndexSize;; at = (at + 1) % BuiltIn::kIndexSize) {
        const uint16_t i = kBuiltIn.index[at];
        if (i == 0) return Name::none;
        if (kBuiltIn.hash[i] == hash && text == Text{kBuiltInTexts[i], kBuiltIn.size[i]})
            return static_cast<Name>(i);
    }
}
} // namespace

Text Names::text(Name name) const {
    const size_t i = static_cast<size_t>(name);
    if (i < kBuiltInCount) return {kBuiltInTexts[i], kBuiltIn.size[i]};
    const Record& record = records_[i - kBuiltInCount];
    return {record.data, record.size};
}

uint16_t Names::hash(Name name) const {
    const size_t i = static_cast<size_t>(name);
    return i < kBuiltInCount ? kBuiltIn.hash[i] : records_[i - kBuiltInCount].hash;
}

Name Names::findDynamic(Text text, uint16_t hash) const {
    if (indexSize_ == 0) return Name::none;
    for (size_t at = hash & (indexSize_ - 1);; at = (at + 1) & (indexSize_ - 1)) {
        if (index_[at] == 0) return Name::none;
        const Record& record = records_[index_[at] - 1];
        if (record.hash == hash && text == Text{record.data, record.size})
            return static_cast<Name>(kBuiltInCount + index_[at] - 1);
    }
}

Name Names::find(Text text) const {
    const uint16_t hash = hashOf(text);
    const Name name = findBuiltIn(text, hash);
    return name != Name::none ? name : findDynamic(text, hash);
}

Name Names::intern(Text text, Storage storage) {
    const uint16_t hash = hashOf(text);
    Name name = findBuiltIn(text, hash);
    if (name == Name::none) name = findDynamic(text, hash);
    if (name != Name::none) return name;
    if (text.size > kMaxLength || kBuiltInCount + count_ > kMaxNames) return Name::none;
    if (!grow()) return Name::none;
    const char* data = storage == Storage::Forever ? text.data : store(text);
    if (data == nullptr) return Name::none;
    records_[count_] = {data, static_cast<uint16_t>(text.size), hash};
    enter(count_++);
    return static_cast<Name>(kBuiltInCount + count_ - 1);
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
    return (count_ + 1) * 3 / 2 <= indexSize_ || growIndex();
}

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
