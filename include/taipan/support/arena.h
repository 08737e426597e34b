// Bump allocation for values that die together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace taipan {

/// Owns raw memory in growing chunks; nothing is freed before the arena itself. Only trivially
/// destructible types live in it, so that dropping it is all the cleaning there is.
class Arena {
  public:
    Arena() = default;
    /// One whose first chunk has `firstChunk` bytes: for many arenas that hold little.
    explicit Arena(size_t firstChunk) : chunkSize_(firstChunk) {}
    Arena(Arena&&) = default;
    Arena& operator=(Arena&&) = default;

    /// `size` bytes aligned to `align` (a power of two); throws std::bad_alloc when memory is out.
    void* allocate(size_t size, size_t align) {
        uintptr_t at = (reinterpret_cast<uintptr_t>(next_) + align - 1) & ~(align - 1);
        if (at + size > reinterpret_cast<uintptr_t>(end_)) return allocateSlow(size, align);
        next_ = reinterpret_cast<std::byte*>(at + size);
        return reinterpret_cast<void*>(at);
    }

    template <typename T, typename... Args>
    T* create(Args&&... args) {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
    }

    /// A copy of `items` in the arena.
    template <typename T>
    std::span<T> copy(std::span<const T> items) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (items.empty()) return {};
        T* to = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
        std::memcpy(static_cast<void*>(to), items.data(), items.size_bytes());
        return {to, items.size()};
    }
    std::string_view copy(std::string_view text) {
        std::span<char> to = copy(std::span<const char>(text.data(), text.size()));
        return {to.data(), to.size()};
    }

  private:
    void* allocateSlow(size_t size, size_t align);

    static constexpr size_t kFirstChunk = size_t{16} << 10;
    static constexpr size_t kLargestChunk = size_t{1} << 20;
    std::vector<std::unique_ptr<std::byte[]>> chunks_;
    std::byte* next_ = nullptr;
    std::byte* end_ = nullptr;
    size_t chunkSize_ = kFirstChunk;
};

} // namespace taipan
