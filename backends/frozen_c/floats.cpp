#include "backends/frozen_c/floats.h"

#include <charconv>
#include <cstdlib>

namespace taipan::frozen {
namespace {

double outOfRange(const char* text, double) {
    return std::strtod(text, nullptr);
}
float outOfRange(const char* text, float) {
    return std::strtof(text, nullptr);
}

template <typename T>
std::optional<T> parse(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.starts_with('+') || text.empty()) return std::nullopt;
    T value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ptr != text.data() + text.size() || end.ec == std::errc::invalid_argument)
        return std::nullopt;
    // from_chars tells that it was out of range, strtod at which end.
    if (end.ec != std::errc()) value = outOfRange(std::string(text).c_str(), T{});
    return value;
}

template <typename T>
std::string literal(T value) {
    char digits[40];
    std::string text(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    if (text.find_first_of(".e") == text.npos) text += ".0";
    return text;
}

} // namespace

std::optional<double> parseFloat(std::string_view text) {
    return parse<double>(text);
}

std::optional<float> parseSingle(std::string_view text) {
    return parse<float>(text);
}

std::optional<ComplexText> splitComplex(std::string_view text) {
    if (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2);
    if (!text.ends_with('j') && !text.ends_with('J')) return std::nullopt;
    text.remove_suffix(1);
    size_t split = text.size();
    while (split-- > 1)
        if ((text[split] == '+' || text[split] == '-') && text[split - 1] != 'e' &&
            text[split - 1] != 'E')
            break;
    const bool hasReal = split != 0 && split < text.size();
    if (!hasReal) return ComplexText{"0", text};
    return ComplexText{text.substr(0, split), text.substr(split)};
}

std::string floatLiteral(double value) {
    return literal(value);
}

std::string floatLiteral(float value) {
    return literal(value) + "f";
}

} // namespace taipan::frozen
