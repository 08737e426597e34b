#include "backends/frozen_c/integers.h"

#include <algorithm>
#include <bit>

namespace taipan::frozen {
namespace {

constexpr size_t kChunk = 9; // decimal digits that fit in 32 bits

/// digits = digits * factor + addend
void multiplyAdd(std::vector<uint32_t>& digits, uint32_t factor, uint32_t addend) {
    uint64_t carry = addend;
    for (uint32_t& digit : digits) {
        carry += uint64_t{digit} * factor;
        digit = static_cast<uint32_t>(carry);
        carry >>= 32;
    }
    if (carry != 0) digits.push_back(static_cast<uint32_t>(carry));
}

} // namespace

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
    while (!text.empty()) {
        uint32_t factor = 1;
        uint32_t value = 0;
        const size_t size = std::min(text.size(), kChunk);
        for (const char c : text.substr(0, size)) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + static_cast<uint32_t>(c - '0');
            factor *= 10;
        }
        multiplyAdd(out.digits, factor, value);
        text.remove_prefix(size);
    }
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
