// A hash of 128 bits for contents: equal hashes stand for equal bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace taipan {

/// Two contents with one hash are not to be expected, as long as nobody makes them on purpose.
struct Hash128 {
    uint64_t low = 0;
    uint64_t high = 0;
    bool operator==(const Hash128&) const = default;
};

/// MurmurHash3, the variant for 64-bit machines with 128 bits of result, seed 0; of bytes that come
/// in pieces.
class Hasher {
  public:
    void add(std::string_view bytes);
    Hash128 hash() const;

  private:
    static constexpr size_t kBlock = 16;

    void addBlocks(const char* at, size_t count);

    uint64_t h1_ = 0;
    uint64_t h2_ = 0;
    uint64_t size_ = 0;
    char rest_[kBlock] = {}; // bytes that fill no block yet
};

/// The same of all at once.
Hash128 hashBytes(std::string_view bytes);

} // namespace taipan
