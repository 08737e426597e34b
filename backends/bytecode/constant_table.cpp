#include "backends/bytecode/constant_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <string>

namespace taipan {

namespace {
using Kind = Constant::Kind;

constexpr size_t kFirstSlots = 16;

bool equal(const Constant& a, const Constant& b) {
    if (&a == &b) return true;
    if (a.kind != b.kind) return false;
    switch (a.kind) {
    case Kind::Int: return a.integer == b.integer;
    case Kind::Float: return a.real == b.real && std::signbit(a.real) == std::signbit(b.real);
    case Kind::Imaginary: return a.real == b.real;
    case Kind::BigInt: return a.integer == b.integer && std::ranges::equal(a.limbs, b.limbs);
    case Kind::Str:
    case Kind::Bytes: return a.text == b.text;
    case Kind::Tuple:
        if (a.items.size() != b.items.size()) return false;
        for (size_t i = 0; i < a.items.size(); ++i)
            if (!equal(*a.items[i], *b.items[i])) return false;
        return true;
    default: return true;
    }
}

size_t hash(const Constant& value) {
    constexpr size_t kMix = 0x9e3779b97f4a7c15U;
    size_t h = static_cast<size_t>(value.kind) + 1;
    switch (value.kind) {
    case Kind::Int: h ^= std::hash<int64_t>{}(value.integer); break;
    case Kind::Float:
    case Kind::Imaginary:
        // Equal values have equal bits, but for zeros of an imaginary number.
        h ^= value.real == 0 ? 0 : std::bit_cast<uint64_t>(value.real);
        break;
    case Kind::BigInt:
        for (const numbers::Limb limb : value.limbs) h = h * kMix ^ limb;
        break;
    case Kind::Str:
    case Kind::Bytes: h ^= std::hash<std::string_view>{}(value.text); break;
    case Kind::Tuple:
        for (const Constant* item : value.items) h = h * kMix + hash(*item);
        break;
    default: break;
    }
    h *= kMix;
    return h ^ h >> 32;
}

mpy::Object toObject(const Constant& value, Arena& arena) {
    using Tag = abi::ObjectTag;
    const auto number = [&](Tag tag) {
        return mpy::Object{tag, arena.copy(std::string_view(numberText(value))), {}};
    };
    switch (value.kind) {
    case Kind::None: return {Tag::None, {}, {}};
    case Kind::False: return {Tag::False, {}, {}};
    case Kind::True: return {Tag::True, {}, {}};
    case Kind::Ellipsis: return {Tag::Ellipsis, {}, {}};
    case Kind::Int:
    case Kind::BigInt: return number(Tag::Int);
    case Kind::Float: return number(Tag::Float);
    case Kind::Imaginary: return number(Tag::Complex);
    case Kind::Str: return {Tag::Str, value.text, {}};
    case Kind::Bytes: return {Tag::Bytes, value.text, {}};
    case Kind::Tuple: break;
    }
    std::vector<mpy::Object> items;
    items.reserve(value.items.size());
    for (const Constant* item : value.items) items.push_back(toObject(*item, arena));
    return {Tag::Tuple, {}, arena.copy(std::span<const mpy::Object>(items))};
}
} // namespace

uint32_t ConstantTable::indexOf(const Constant* value) {
    if (slots_.size() <= values_.size() * 2) grow();
    size_t at = hash(*value) & (slots_.size() - 1);
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1))
        if (equal(*values_[slots_[at] - 1], *value)) return slots_[at] - 1;
    values_.push_back(value);
    slots_[at] = static_cast<uint32_t>(values_.size());
    return slots_[at] - 1;
}

void ConstantTable::grow() {
    slots_.assign(slots_.empty() ? kFirstSlots : slots_.size() * 2, 0);
    for (size_t i = 0; i < values_.size(); ++i) {
        size_t at = hash(*values_[i]) & (slots_.size() - 1);
        while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = static_cast<uint32_t>(i + 1);
    }
}

std::vector<mpy::Object> ConstantTable::objects(Arena& arena) const {
    std::vector<mpy::Object> result;
    result.reserve(values_.size());
    for (const Constant* value : values_) result.push_back(toObject(*value, arena));
    return result;
}

} // namespace taipan
