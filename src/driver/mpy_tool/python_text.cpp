#include "src/driver/mpy_tool/python_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "support/text/quote.h"

namespace taipan::driver {

namespace {
using abi::ObjectTag;

constexpr int kFirstScientific = 16; // powers of ten from which on floats have an exponent
constexpr int kLastScientific = -5;

/// The shortest digits that read back as `value`, with an exponent where Python writes one.
std::string floatRepr(double value, bool withPoint) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    char buffer[400];
    char* const last = buffer + sizeof buffer;
    std::string out(buffer, std::to_chars(buffer, last, value, std::chars_format::scientific).ptr);
    const int exponent = std::atoi(out.c_str() + out.find('e') + 1);
    if (exponent >= kFirstScientific || exponent <= kLastScientific) return out;
    out.assign(buffer, std::to_chars(buffer, last, value, std::chars_format::fixed).ptr);
    return withPoint && out.find('.') == out.npos ? out + ".0" : out;
}

std::string complexRepr(std::string_view text) {
    if (text.ends_with('j')) text.remove_suffix(1);
    const std::string digits(text);
    char* end = nullptr;
    const double value = std::strtod(digits.c_str(), &end);
    if (*end != '\0') return std::string(text) + "j"; // a sum, which no compiler writes
    return floatRepr(value, false) + "j";
}

std::string intRepr(std::string_view text) {
    const bool negative = text.starts_with('-');
    text.remove_prefix(std::min(text.find_first_not_of("+-0"), text.size()));
    if (text.empty()) return "0";
    return (negative ? "-" : "") + std::string(text);
}
} // namespace

std::string reprOf(const mpy::Object& object) {
    switch (object.tag) {
    case ObjectTag::FunTable: return "mp_fun_table";
    case ObjectTag::None: return "None";
    case ObjectTag::False: return "False";
    case ObjectTag::True: return "True";
    case ObjectTag::Ellipsis: return "Ellipsis";
    case ObjectTag::Str: return pythonRepr(object.text);
    case ObjectTag::Bytes: return pythonBytesRepr(object.text);
    case ObjectTag::Int: return intRepr(object.text);
    case ObjectTag::Float: return floatRepr(std::atof(std::string(object.text).c_str()), true);
    case ObjectTag::Complex: return complexRepr(object.text);
    case ObjectTag::Tuple: break;
    }
    std::string out = "(";
    for (const mpy::Object& item : object.items) {
        if (out.size() > 1) out += ", ";
        out += reprOf(item);
    }
    return out + (object.items.size() == 1 ? ",)" : ")");
}

std::string strOf(const mpy::Object& object) {
    return object.tag == ObjectTag::Str ? std::string(object.text) : reprOf(object);
}

} // namespace taipan::driver
