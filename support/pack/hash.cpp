#include "support/pack/hash.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace taipan {

namespace {
constexpr uint64_t kFactor1 = 0x87c37b91114253d5;
constexpr uint64_t kFactor2 = 0x4cf5ad432745937f;

uint64_t word(const char* from) {
    uint64_t value = 0;
    std::memcpy(&value, from, sizeof value);
    return value;
}

/// The first `size` bytes from `from`, at most eight, the first one lowest.
uint64_t partialWord(const char* from, size_t size) {
    uint64_t value = 0;
    for (size_t i = 0; i < size; ++i)
        value |= static_cast<uint64_t>(static_cast<unsigned char>(from[i])) << (8 * i);
    return value;
}

uint64_t scramble1(uint64_t k) {
    return std::rotl(k * kFactor1, 31) * kFactor2;
}

uint64_t scramble2(uint64_t k) {
    return std::rotl(k * kFactor2, 33) * kFactor1;
}

uint64_t finish(uint64_t k) {
    k = (k ^ (k >> 33)) * 0xff51afd7ed558ccd;
    k = (k ^ (k >> 33)) * 0xc4ceb9fe1a85ec53;
    return k ^ (k >> 33);
}
} // namespace

void Hasher::addBlocks(const char* at, size_t count) {
    uint64_t h1 = h1_;
    uint64_t h2 = h2_;
    for (; count != 0; at += kBlock, --count) {
        h1 = (std::rotl(h1 ^ scramble1(word(at)), 27) + h2) * 5 + 0x52dce729;
        h2 = (std::rotl(h2 ^ scramble2(word(at + 8)), 31) + h1) * 5 + 0x38495ab5;
    }
    h1_ = h1;
    h2_ = h2;
}

void Hasher::add(std::string_view bytes) {
    const size_t waiting = size_ % kBlock;
    size_ += bytes.size();
    if (waiting != 0) {
        const size_t taken = std::min(kBlock - waiting, bytes.size());
        bytes.copy(rest_ + waiting, taken);
        bytes.remove_prefix(taken);
        if (waiting + taken < kBlock) return;
        addBlocks(rest_, 1);
    }
    addBlocks(bytes.data(), bytes.size() / kBlock);
    bytes.copy(rest_, bytes.size() % kBlock, bytes.size() / kBlock * kBlock);
}

Hash128 Hasher::hash() const {
    uint64_t h1 = h1_;
    uint64_t h2 = h2_;
    const size_t left = size_ % kBlock;
    if (left > 8) h2 ^= scramble2(partialWord(rest_ + 8, left - 8));
    if (left > 0) h1 ^= scramble1(partialWord(rest_, left > 8 ? 8 : left));
    h1 ^= size_;
    h2 ^= size_;
    h1 += h2;
    h2 += h1;
    h1 = finish(h1);
    h2 = finish(h2);
    h1 += h2;
    return {h1, h2 + h1};
}

Hash128 hashBytes(std::string_view bytes) {
    Hasher hasher;
    hasher.add(bytes);
    return hasher.hash();
}

} // namespace taipan
