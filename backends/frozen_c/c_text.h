// C source in the making: one growing text, filled front to back. Hundreds of kilobytes of bytes
// go through it, so bytes become string literals by table: compilers read those faster than lists
// of numbers, too.
#pragma once

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "taipan/support/owned_text.h"

namespace taipan::frozen {

class CText {
  public:
    void reserve(size_t size) {
        if (size > size_) grow(size);
    }

    /// Appends every part: texts as they are, numbers in decimal.
    template <typename... Parts>
    void add(const Parts&... parts) {
        char* to = room((roomFor(parts) + ...));
        ((to = put(to, parts)), ...);
        used_ = static_cast<size_t>(to - chars_.get());
    }

    /// Appends `bytes` as a string literal, or several in a row, with escapes wherever a byte could
    /// mean anything else in any C dialect.
    void literal(std::span<const uint8_t> bytes);
    void literal(std::string_view text);

    /// What was appended; nothing may be from then on.
    OwnedText take() { return {std::move(chars_), used_}; }

  private:
    static constexpr size_t kDigits = 20; // of the longest number, or its sign and digits

    template <typename T>
    static constexpr bool kIsNumber =
        std::integral<T> && !std::same_as<T, char> && !std::same_as<T, bool>;

    static size_t roomFor(std::string_view text) { return text.size(); }
    static size_t roomFor(char) { return 1; }
    template <typename T>
    requires kIsNumber<T>
    static size_t roomFor(T) { return kDigits; }

    static char* put(char* to, std::string_view text) {
        return std::copy(text.begin(), text.end(), to);
    }
    static char* put(char* to, char c) {
        *to = c;
        return to + 1;
    }
    template <typename T>
    requires kIsNumber<T>
    static char* put(char* to, T number) { return std::to_chars(to, to + kDigits, number).ptr; }

    /// Where the next `size` characters go.
    char* room(size_t size) {
        if (size_ - used_ < size) grow(std::max(2 * size_, used_ + size));
        return chars_.get() + used_;
    }
    void grow(size_t size);

    std::unique_ptr<char[]> chars_;
    size_t size_ = 0; // of which are used:
    size_t used_ = 0;
};

/// Appends `text` with everything that cannot stand in an identifier replaced by underscores, cut
/// to `limit` characters.
void appendIdentifier(std::string& out, std::string_view text, size_t limit);

} // namespace taipan::frozen
