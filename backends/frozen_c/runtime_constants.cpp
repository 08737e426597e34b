#include "backends/frozen_c/runtime_constants.h"

#include <bit>
#include <cmath>
#include <fmt/format.h>

#include "backends/frozen_c/floats.h"
#include "backends/frozen_c/integers.h"

namespace taipan::frozen {
namespace {

using abi::ObjectTag;

constexpr unsigned kWord = 32;

/// The runtime's hash of a text: FNV-1a, folded to 16 bits.
uint16_t hashOf(std::string_view text) {
    uint32_t hash = 2166136261u;
    for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619u;
    return static_cast<uint16_t>(hash ^ hash >> 16);
}

/// Flags of a text object: its hash is known, and whether a character may take several bytes.
unsigned flagsOf(std::string_view text, bool isStr) {
    constexpr unsigned kHashed = 1, kWidthKnown = 2, kAscii = 4;
    if (!isStr) return kHashed;
    for (const char c : text)
        if ((c & 0x80) != 0) return kHashed | kWidthKnown;
    return kHashed | kWidthKnown | kAscii;
}

/// A C constant for any value of a float type.
template <typename T>
std::string anyLiteral(T value) {
    if (std::isnan(value)) return "__builtin_nan(\"\")";
    if (std::isinf(value)) return value < 0 ? "-__builtin_inf()" : "__builtin_inf()";
    return floatLiteral(value);
}

/// A single as the layout without room for its last two bits rounds it: to nearest, ties to even.
uint32_t stuffed(float value) {
    if (std::isnan(value)) return 0x7fc00000u;
    const auto bits = std::bit_cast<uint32_t>(value);
    return (bits + 1 + (bits >> 2 & 1)) & ~3u;
}

uint64_t boxed(double value) {
    return std::isnan(value) ? uint64_t{0x7ff8} << 48 : std::bit_cast<uint64_t>(value);
}

/// `TAIPAN_FLOAT_LITERAL(as a double, as a single)`.
std::string bothLiterals(double twice, float single) {
    return fmt::format("TAIPAN_FLOAT_LITERAL({}, {})", anyLiteral(twice), anyLiteral(single));
}

} // namespace

std::string RuntimeConstants::add(const mpy::Object& object, std::string& element) {
    switch (object.tag) {
    case ObjectTag::None: element += "TAIPAN_NONE"; return {};
    case ObjectTag::False: element += "TAIPAN_FALSE"; return {};
    case ObjectTag::True: element += "TAIPAN_TRUE"; return {};
    case ObjectTag::Ellipsis: element += "TAIPAN_ELLIPSIS"; return {};
    case ObjectTag::Str:
        if (names_.has(object.text))
            element += fmt::format("TAIPAN_NAME_VALUE({})", names_.number(object.text));
        else
            element += fmt::format("TAIPAN_POINTER({})", addText(object.text, true));
        return {};
    case ObjectTag::Bytes:
        element += fmt::format("TAIPAN_POINTER({})", addBytes(object.text));
        return {};
    case ObjectTag::Int: return addInteger(object.text, element);
    case ObjectTag::Float: return addFloat(object.text, element);
    case ObjectTag::Complex: return addComplex(object.text, element);
    case ObjectTag::Tuple: return addTuple(object, element);
    default: return "a constant of native code";
    }
}

std::string RuntimeConstants::addBytes(std::string_view bytes) {
    return addText(bytes, false);
}

std::string RuntimeConstants::addText(std::string_view text, bool isStr) {
    const std::string_view type = isStr ? "str" : "bytes";
    size_t number = 0;
    if (numbers_.isNew(isStr ? 's' : 'b', text, number)) {
        out_.add("TAIPAN_STR(", type, '_', number, ", ", text.size() + 1, ") = {taipan_type_", type,
                 ", ", text.size(), ", ", hashOf(text), ", ", flagsOf(text, isStr), ", ");
        out_.literal(text);
        out_.add("};\n");
    }
    return fmt::format("&{}_{}", type, number);
}

std::string RuntimeConstants::addInteger(std::string_view text, std::string& element) {
    const std::optional<Integer> integer = parseInteger(text);
    if (!integer) return "malformed integer constant";
    const std::optional<int64_t> value = integer->small();
    if (value && bitsFor(*value) <= kRuntimeSmallBits) {
        element += fmt::format("TAIPAN_SMALL_INT({})", *value);
        return {};
    }
    size_t number = 0;
    if (numbers_.isNew('i', text, number)) {
        const bool maybeSmall = value && bitsFor(*value) < 2 * kWord;
        if (maybeSmall)
            out_.add("#if TAIPAN_SMALL_INT_BITS >= ", bitsFor(*value), "\n#define INT_", number,
                     " TAIPAN_SMALL_INT(", *value, "LL)\n#else\n");
        const std::vector<uint32_t>& digits = integer->digits;
        out_.add("TAIPAN_INT(int_", number, ", ", digits.size(),
                 ") = {taipan_type_int, TAIPAN_LIMBS(", digits.size(), "), ",
                 integer->negative ? '1' : '0', ", {");
        for (size_t i = 0; i + 1 < digits.size(); i += 2)
            out_.add("TAIPAN_LIMB_PAIR(", digits[i], "u, ", digits[i + 1], "u), ");
        if (digits.size() % 2 != 0) out_.add(digits.back(), "u");
        out_.add("}};\n#define INT_", number, " TAIPAN_POINTER(&int_", number, ")\n");
        if (maybeSmall) out_.add("#endif\n");
    }
    element += fmt::format("INT_{}", number);
    return {};
}

std::string RuntimeConstants::addFloat(std::string_view text, std::string& element) {
    const std::optional<double> twice = parseFloat(text);
    const std::optional<float> single = parseSingle(text);
    if (!twice || !single) return "malformed float constant";
    size_t number = 0;
    if (numbers_.isNew('f', text, number))
        out_.add("TAIPAN_FLOAT_OBJECT(float_", number, ", ", anyLiteral(*twice), ", ",
                 anyLiteral(*single), ")\n");
    element += fmt::format("TAIPAN_FLOAT_VALUE(&float_{}, {:#x}u, {:#x}ull)", number,
                           stuffed(*single), boxed(*twice));
    return {};
}

std::string RuntimeConstants::addComplex(std::string_view text, std::string& element) {
    const std::optional<ComplexText> parts = splitComplex(text);
    if (!parts) return "malformed complex constant";
    const auto real = parseFloat(parts->real), imag = parseFloat(parts->imag);
    const auto real32 = parseSingle(parts->real), imag32 = parseSingle(parts->imag);
    if (!real || !imag || !real32 || !imag32) return "malformed complex constant";
    size_t number = 0;
    if (numbers_.isNew('c', text, number))
        out_.add("TAIPAN_COMPLEX(complex_", number, ") = {taipan_type_complex, ",
                 bothLiterals(*real, *real32), ", ", bothLiterals(*imag, *imag32), "};\n");
    element += fmt::format("TAIPAN_POINTER(&complex_{})", number);
    return {};
}

std::string RuntimeConstants::addTuple(const mpy::Object& tuple, std::string& element) {
    if (tuple.items.empty()) {
        element += "TAIPAN_POINTER(taipan_empty_tuple)";
        return {};
    }
    std::string made;
    if (std::string problem = addItems(*this, tuple, made); !problem.empty()) return problem;
    const std::string_view items = numbers_.keep(std::move(made));
    size_t number = 0;
    if (numbers_.isNew('t', items, number))
        out_.add("TAIPAN_TUPLE(tuple_", number, ", ", tuple.items.size(),
                 ") = {taipan_type_tuple, ", tuple.items.size(), ", {", items, "}};\n");
    element += fmt::format("TAIPAN_POINTER(&tuple_{})", number);
    return {};
}

} // namespace taipan::frozen
