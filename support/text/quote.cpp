#include "support/text/quote.h"

#include <algorithm>
#include <iterator>

namespace taipan {

namespace {
using Beyond = EscapeStyle::Beyond;
using Numbers = EscapeStyle::Numbers;
using Bad = EscapeStyle::Bad;

constexpr std::string_view kPythonLetters = "\nn\rr\tt";
constexpr EscapeStyle kLiteral{.letters = kPythonLetters};
// Surrogates are characters of Python's, not three bytes.
constexpr EscapeStyle kRepr{
    .letters = kPythonLetters, .beyond = Beyond::Printable, .surrogates = Surrogates::Allow};
constexpr EscapeStyle kBytes{.letters = kPythonLetters, .beyond = Beyond::Escaped, .isUtf8 = false};
constexpr EscapeStyle kStock{.letters = kPythonLetters, .bad = Bad::Kept};

/// Whether repr() shows a character beyond ASCII as it is. Spaces, marks of direction, surrogates
/// and private characters are not shown; neither are unassigned ones, which are not known here.
bool isPrintable(uint32_t code) {
    struct Range {
        uint32_t first, last;
    };
    constexpr Range hidden[] = {{0x80, 0xa0},     {0xad, 0xad},       {0x600, 0x605},
                                {0x61c, 0x61c},   {0x6dd, 0x6dd},     {0x70f, 0x70f},
                                {0x1680, 0x1680}, {0x180e, 0x180e},   {0x2000, 0x200f},
                                {0x2028, 0x202f}, {0x205f, 0x206f},   {0x3000, 0x3000},
                                {0xd800, 0xf8ff}, {0xfeff, 0xfeff},   {0xfff0, 0xfffb},
                                {0xfffe, 0xffff}, {0xe0000, 0xe00ff}, {0xe01f0, 0x10ffff}};
    return std::none_of(std::begin(hidden), std::end(hidden), [&](const Range& range) {
        return code >= range.first && code <= range.last;
    });
}

bool standsForItself(uint32_t code, const EscapeStyle& style) {
    if (code < 0x20 || code == 0x7f) return false;
    if (code < 0x80) return style.numbered.find(static_cast<char>(code)) == style.numbered.npos;
    return style.beyond == Beyond::Kept || (style.beyond == Beyond::Printable && isPrintable(code));
}

void appendNumber(std::string& out, char letter, uint32_t value, unsigned digits) {
    constexpr std::string_view hex = "0123456789abcdef";
    (out += '\\') += letter;
    while (digits-- != 0) out += hex[value >> 4 * digits & 15];
}

void appendNumber(std::string& out, uint32_t code, Numbers numbers) {
    if (numbers == Numbers::Python) {
        if (code <= 0xff) return appendNumber(out, 'x', code, 2);
        return code <= 0xffff ? appendNumber(out, 'u', code, 4) : appendNumber(out, 'U', code, 8);
    }
    if (code <= 0xffff) return appendNumber(out, 'u', code, 4);
    appendNumber(out, 'u', 0xd800 + ((code - 0x10000) >> 10), 4);
    appendNumber(out, 'u', 0xdc00 + ((code - 0x10000) & 0x3ff), 4);
}

void appendCharacter(std::string& out, uint32_t code, std::string_view text,
                     const EscapeStyle& style) {
    if (code == static_cast<uint8_t>(style.quote) || code == '\\') {
        (out += '\\') += static_cast<char>(code);
    } else if (standsForItself(code, style)) {
        out += text;
    } else {
        for (size_t i = 0; i < style.letters.size(); i += 2)
            if (code == static_cast<uint8_t>(style.letters[i]))
                return void((out += '\\') += style.letters[i + 1]);
        appendNumber(out, code, style.numbers);
    }
}

/// A byte that is not UTF-8.
void appendBad(std::string& out, char byte, const EscapeStyle& style) {
    if (style.bad == Bad::Kept)
        out += byte;
    else if (style.bad == Bad::Numbered)
        appendNumber(out, static_cast<uint8_t>(byte), style.numbers);
    else
        appendCharacter(out, kReplacement, kReplacementText, style);
}

/// As Python: single quotes, where double ones do not spare escapes.
std::string reprIn(EscapeStyle style, std::string_view text) {
    const bool useDouble = text.find('\'') != text.npos && text.find('"') == text.npos;
    style.quote = useDouble ? '"' : '\'';
    std::string out(1, style.quote);
    appendEscaped(out, text, style);
    return out += style.quote;
}
} // namespace

size_t appendEscaped(std::string& out, std::string_view text, const EscapeStyle& style,
                     size_t limit) {
    size_t at = 0;
    while (at < text.size() && at < limit) {
        const std::string_view rest = text.substr(at);
        const CodePoint c = style.isUtf8 ? firstCodePoint(rest, style.surrogates)
                                         : CodePoint{static_cast<uint8_t>(rest[0]), 1};
        if (c.isBad())
            appendBad(out, rest[0], style);
        else
            appendCharacter(out, c.value, rest.substr(0, c.length), style);
        at += c.length;
    }
    return at;
}

std::string pythonLiteral(std::string_view text, size_t limit) {
    std::string out = "\"";
    if (appendEscaped(out, text, kLiteral, limit) < text.size()) out += "...";
    return out += '"';
}

std::string pythonRepr(std::string_view text) {
    return reprIn(kRepr, text);
}

std::string pythonBytesRepr(std::string_view bytes) {
    return "b" + reprIn(kBytes, bytes);
}

std::string stockRepr(std::string_view text) {
    return reprIn(kStock, text);
}

bool isUnsafeOnTerminal(uint32_t codePoint) {
    const uint32_t c = codePoint;
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool direction = (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
                           (c >= 0x2066 && c <= 0x2069);
    return control || direction || c == kReplacement;
}

void appendVisible(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const CodePoint c = firstCodePoint(text);
        out += isUnsafeOnTerminal(c.value) ? kReplacementText : text.substr(0, c.length);
        text.remove_prefix(c.length);
    }
}

std::string visible(std::string_view text) {
    std::string out;
    appendVisible(out, text);
    return out;
}

void appendHtml(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        default: out += c;
        }
    }
}

} // namespace taipan
