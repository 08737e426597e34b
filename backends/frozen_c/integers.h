// Integer constants, which .mpy files hold as decimal text of any length.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace taipan::frozen {

/// Sign and magnitude; the digits are little-endian in base 2**32 and the last is never 0.
struct Integer {
    bool negative = false;
    std::vector<uint32_t> digits;

    /// The value, when it fits.
    std::optional<int64_t> small() const;
};

/// Bits of the narrowest signed integer that holds `value`.
unsigned bitsFor(int64_t value);

/// Bits of the integers that surely fit into a word: of stock firmware, in each of its object
/// representations on 32-bit machines; of our runtime, in each of its layouts.
inline constexpr unsigned kStockSmallBits = 30;
inline constexpr unsigned kRuntimeSmallBits = 31;

/// Reads an optional sign and decimal digits; nothing when `text` is anything else.
std::optional<Integer> parseInteger(std::string_view text);

/// The magnitude in digits of `bits` (8, 16 or 32) bits, little-endian, without leading zeros.
std::vector<uint32_t> digitsOf(const Integer& integer, unsigned bits);

} // namespace taipan::frozen
