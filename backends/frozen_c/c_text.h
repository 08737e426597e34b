// C source in the making: one growing string, filled front to back. Hundreds of kilobytes of bytes
// go through it, so bytes become string literals by table: compilers read those faster than lists
// of numbers, too.
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace taipan::frozen {

class CText {
  public:
    void reserve(size_t size) { out_.reserve(size); }

    /// Appends every part: texts as they are, numbers in decimal.
    template <typename... Parts>
    void add(const Parts&... parts) {
        (one(parts), ...);
    }

    /// Appends `bytes` as a string literal, or several in a row, with escapes wherever a byte could
    /// mean anything else in any C dialect.
    void literal(std::span<const uint8_t> bytes);
    void literal(std::string_view text);

    std::string take() { return std::move(out_); }

  private:
    void one(std::string_view text) { out_ += text; }
    void one(char c) { out_ += c; }
    template <std::integral T>
    requires(!std::same_as<T, char> && !std::same_as<T, bool>) void one(T number) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
        out_.append(digits, end);
    }

    std::string out_;
};

/// `text` with everything that cannot stand in an identifier replaced by underscores, cut to
/// `limit` characters.
std::string identifier(std::string_view text, size_t limit);

} // namespace taipan::frozen
