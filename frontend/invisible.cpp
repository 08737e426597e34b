#include <algorithm>
#include <cstdio>
#include <cstring>

#include "support/text/utf8.h"
#include "taipan/frontend/lexer.h"

namespace taipan {

namespace {
/// Characters that show as nothing or as a blank, in order: blanks, marks of direction, joiners.
struct Range {
    uint32_t first, last;
};
constexpr Range kInvisible[] = {{0xa0, 0xa0},     {0xad, 0xad},     {0x2000, 0x200f},
                                {0x2028, 0x202f}, {0x205f, 0x206f}, {0x3000, 0x3000},
                                {0xfeff, 0xfeff}};
constexpr uint32_t kByteOrderMark = 0xfeff;

bool isInvisible(uint32_t c) {
    return std::any_of(std::begin(kInvisible), std::end(kInvisible),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

/// The first byte beyond ASCII at or behind `from`; the size when there is none.
size_t skipAscii(std::string_view text, size_t from) {
    for (uint64_t eight; from + sizeof eight <= text.size(); from += sizeof eight) {
        std::memcpy(&eight, text.data() + from, sizeof eight);
        if ((eight & 0x8080808080808080) != 0) break; // most sources have no such byte at all
    }
    while (from < text.size() && static_cast<unsigned char>(text[from]) < 0x80) ++from;
    return from;
}

/// The next invisible character of two or three bytes at or behind `from`; npos when there is none.
size_t findInvisible(std::string_view text, size_t from, uint32_t& c) {
    for (size_t at = skipAscii(text, from); at < text.size(); at = skipAscii(text, at + 1)) {
        c = firstCodePoint(text.substr(at)).value;
        if (isInvisible(c)) return at;
    }
    return text.npos;
}

std::string describe(uint32_t c) {
    char number[16];
    std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(c));
    return (c == kByteOrderMark ? "byte order mark " : "invisible character ") +
           std::string(number) + " in a name";
}
/// Reports the first invisible character of the name.
void checkName(std::string_view name, const SourceBuffer& source, SourceSpan span,
               DiagnosticSink& sink) {
    uint32_t c = 0;
    const size_t at = findInvisible(name, 0, c);
    if (at == name.npos) return;
    const std::string_view written = source.text().substr(span.begin, name.size());
    if (written == name) { // which it is not where a t-string has made it
        span.begin += static_cast<uint32_t>(at);
        span.end = span.begin + (c < 0x800 ? 2 : 3);
    }
    sink.report(DiagId::InvisibleInName, span, describe(c));
}

/// Reports the first byte at or behind `begin` that is not UTF-8: tokens that a t-string has made
/// are empty and stand before theirs.
void checkEncoding(const SourceBuffer& source, uint32_t begin, DiagnosticSink& sink) {
    const std::string_view text = source.text();
    while (begin < text.size()) {
        const CodePoint c = firstCodePoint(text.substr(begin), Surrogates::Allow);
        if (c.isBad()) break;
        begin += c.length;
    }
    if (begin == text.size()) return; // escapes alone make only UTF-8
    char number[8];
    std::snprintf(number, sizeof number, "0x%02x", static_cast<unsigned char>(text[begin]));
    sink.report(DiagId::NotUtf8, {begin, begin + 1},
                std::string("byte ") + number + " is not UTF-8");
}
} // namespace

void checkCharacters(const SourceBuffer& source, DiagnosticSink& sink) {
    const std::string_view special = source.text().substr(skipAscii(source.text(), 0));
    uint32_t c = 0;
    if (isUtf8(special) && findInvisible(special, 0, c) == special.npos) return;
    Interner interner;
    Arena arena;
    Lexer lexer(source, interner, arena);
    Token token;
    for (lexer.next(token); token.kind != TokenKind::End; lexer.next(token)) {
        const bool isName = token.kind == TokenKind::Name;
        const std::string_view text = isName ? interner.text(token.name) : token.text;
        if ((isName || token.kind == TokenKind::String) && !isUtf8(text, Surrogates::Allow)) {
            checkEncoding(source, token.span.begin, sink);
        } else if (isName) {
            checkName(text, source, token.span, sink);
        }
    }
}

} // namespace taipan
