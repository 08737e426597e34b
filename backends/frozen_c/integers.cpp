#include "backends/frozen_c/integers.h"

#include <bit>
#include <memory>

#include "taipan/numbers/long.h"

namespace taipan::frozen {

namespace natural = numbers::natural;

std::optional<int64_t> Integer::small() const {
    if (digits.size() > 2) return std::nullopt;
    uint64_t magnitude = digits.empty() ? 0 : digits[0];
    if (digits.size() == 2) magnitude |= uint64_t{digits[1]} << 32;
    if (magnitude > uint64_t{INT64_MAX} + (negative ? 1 : 0)) return std::nullopt;
    return static_cast<int64_t>(negative ? 0 - magnitude : magnitude);
}

unsigned bitsFor(int64_t value) {
    const auto magnitude = static_cast<uint64_t>(value < 0 ? ~value : value);
    return static_cast<unsigned>(std::bit_width(magnitude)) + 1;
}

std::optional<Integer> parseInteger(std::string_view text) {
    Integer out;
    if (text.starts_with('-') || text.starts_with('+')) {
        out.negative = text[0] == '-';
        text.remove_prefix(1);
    }
    if (text.empty()) return std::nullopt;
    if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    const auto newLimbs = [](size_t size) {
        return std::make_unique_for_overwrite<numbers::Limb[]>(size);
    };
    const auto limbs = newLimbs(natural::fromTextSize(text.size(), 10));
    const auto scratch = newLimbs(natural::fromLongTextScratch(text.size(), 10));
    const uint32_t count = natural::fromLongText(
        limbs.get(), text.data(), text.data() + text.size(), 10, scratch.get(), nullptr);
    constexpr unsigned kDigitBits = 32;
    for (uint32_t i = 0; i < count; ++i)
        for (unsigned at = 0; at < numbers::kLimbBits; at += kDigitBits)
            out.digits.push_back(static_cast<uint32_t>(limbs[i] >> at));
    while (!out.digits.empty() && out.digits.back() == 0) out.digits.pop_back();
    out.negative = out.negative && !out.digits.empty();
    return out;
}

std::vector<uint32_t> digitsOf(const Integer& integer, unsigned bits) {
    std::vector<uint32_t> out;
    const auto mask = static_cast<uint32_t>((uint64_t{1} << bits) - 1);
    for (const uint32_t digit : integer.digits)
        for (unsigned at = 0; at < 32; at += bits) out.push_back(digit >> at & mask);
    while (!out.empty() && out.back() == 0) out.pop_back();
    return out;
}

} // namespace taipan::frozen
