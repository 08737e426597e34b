#include "src/driver/mpy_tool/python_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

#include "mpy-format/utf8.h"

namespace taipan::driver {

namespace {
using abi::ObjectTag;

constexpr int kFirstScientific = 16; // powers of ten from which on floats have an exponent
constexpr int kLastScientific = -5;

/// A character of a string, or a byte that starts none.
struct Character {
    uint32_t code = 0;
    size_t size = 1;
    bool isByte = false;
};

Character characterOf(std::string_view text) {
    const auto first = static_cast<uint8_t>(text[0]);
    const size_t size = mpy::utf8Length(text, mpy::Surrogates::Allow);
    if (size < 2) return {first, 1, size == 0};
    uint32_t code = first & (0x7fu >> size);
    for (size_t i = 1; i < size; ++i) code = code << 6 | (static_cast<uint8_t>(text[i]) & 0x3f);
    return {code, size, false};
}

/// Whether repr() shows a character beyond ASCII as it is. Spaces, marks of direction, surrogates
/// and private characters are not shown; neither are unassigned ones, which are not known here.
bool isPrintable(uint32_t code) {
    struct Range {
        uint32_t first, last;
    };
    constexpr Range hidden[] = {{0x7f, 0xa0},     {0xad, 0xad},       {0x600, 0x605},
                                {0x61c, 0x61c},   {0x6dd, 0x6dd},     {0x70f, 0x70f},
                                {0x1680, 0x1680}, {0x180e, 0x180e},   {0x2000, 0x200f},
                                {0x2028, 0x202f}, {0x205f, 0x206f},   {0x3000, 0x3000},
                                {0xd800, 0xf8ff}, {0xfeff, 0xfeff},   {0xfff0, 0xfffb},
                                {0xfffe, 0xffff}, {0xe0000, 0xe00ff}, {0xe01f0, 0x10ffff}};
    return std::none_of(std::begin(hidden), std::end(hidden), [&](const Range& range) {
        return code >= range.first && code <= range.last;
    });
}

void appendEscaped(std::string& out, uint32_t code) {
    const auto to = std::back_inserter(out);
    if (code == '\n')
        out += "\\n";
    else if (code == '\r')
        out += "\\r";
    else if (code == '\t')
        out += "\\t";
    else if (code <= 0xff)
        fmt::format_to(to, "\\x{:02x}", code);
    else if (code <= 0xffff)
        fmt::format_to(to, "\\u{:04x}", code);
    else
        fmt::format_to(to, "\\U{:08x}", code);
}

char quoteFor(std::string_view text) {
    return text.find('\'') != text.npos && text.find('"') == text.npos ? '"' : '\'';
}

std::string bytesRepr(std::string_view text) {
    const char quote = quoteFor(text);
    std::string out = "b";
    out += quote;
    for (const char c : text) {
        const auto byte = static_cast<uint8_t>(c);
        if (c == quote || c == '\\') out += '\\';
        if (byte >= 0x20 && byte < 0x7f)
            out += c;
        else
            appendEscaped(out, byte);
    }
    return out += quote;
}

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

std::string pythonRepr(std::string_view text) {
    const char quote = quoteFor(text);
    std::string out(1, quote);
    while (!text.empty()) {
        const Character character = characterOf(text);
        if (text[0] == quote || text[0] == '\\') out += '\\';
        const bool shown =
            character.code < 0x7f ? character.code >= 0x20 : isPrintable(character.code);
        if (shown && !character.isByte)
            out += text.substr(0, character.size);
        else
            appendEscaped(out, character.code);
        text.remove_prefix(character.size);
    }
    return out += quote;
}

std::string pythonRepr(const mpy::Object& object) {
    switch (object.tag) {
    case ObjectTag::FunTable: return "mp_fun_table";
    case ObjectTag::None: return "None";
    case ObjectTag::False: return "False";
    case ObjectTag::True: return "True";
    case ObjectTag::Ellipsis: return "Ellipsis";
    case ObjectTag::Str: return pythonRepr(object.text);
    case ObjectTag::Bytes: return bytesRepr(object.text);
    case ObjectTag::Int: return intRepr(object.text);
    case ObjectTag::Float: return floatRepr(std::atof(std::string(object.text).c_str()), true);
    case ObjectTag::Complex: return complexRepr(object.text);
    case ObjectTag::Tuple: break;
    }
    std::string out = "(";
    for (const mpy::Object& item : object.items) {
        if (out.size() > 1) out += ", ";
        out += pythonRepr(item);
    }
    return out + (object.items.size() == 1 ? ",)" : ")");
}

std::string pythonStr(const mpy::Object& object) {
    return object.tag == ObjectTag::Str ? std::string(object.text) : pythonRepr(object);
}

std::string jsonString(std::string_view text) {
    std::string out = "\"";
    while (!text.empty()) {
        const Character character = characterOf(text);
        const uint32_t code = character.code;
        const auto to = std::back_inserter(out);
        if (code == '"' || code == '\\')
            (out += '\\') += static_cast<char>(code);
        else if (code == '\n' || code == '\r' || code == '\t')
            appendEscaped(out, code);
        else if (code == '\b' || code == '\f')
            out += code == '\b' ? "\\b" : "\\f";
        else if (code >= 0x20 && code < 0x7f)
            out += static_cast<char>(code);
        else if (code <= 0xffff)
            fmt::format_to(to, "\\u{:04x}", code);
        else
            fmt::format_to(to, "\\u{:04x}\\u{:04x}", 0xd800 + ((code - 0x10000) >> 10),
                           0xdc00 + ((code - 0x10000) & 0x3ff));
        text.remove_prefix(character.size);
    }
    return out + "\"";
}

size_t pythonLength(std::string_view text) {
    return static_cast<size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xc0) != 0x80; }));
}

} // namespace taipan::driver
