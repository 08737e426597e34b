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

/// The next invisible character of two or three bytes at or behind `from`; npos when there is none.
size_t findInvisible(std::string_view text, size_t from, uint32_t& c) {
    for (size_t at = from; at < text.size(); ++at) {
        for (uint64_t eight; at + sizeof eight <= text.size(); at += sizeof eight) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080) != 0) break; // most sources have no such byte at all
        }
        if (at == text.size()) break;
        if (static_cast<unsigned char>(text[at]) < 0x80) continue;
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
} // namespace

void checkNames(const SourceBuffer& source, DiagnosticSink& sink) {
    uint32_t c = 0;
    if (findInvisible(source.text(), 0, c) == std::string_view::npos) return;
    Interner interner;
    Arena arena;
    Lexer lexer(source, interner, arena);
    Token token;
    for (lexer.next(token); token.kind != TokenKind::End; lexer.next(token)) {
        if (token.kind != TokenKind::Name) continue;
        const std::string_view name = interner.text(token.name);
        const size_t at = findInvisible(name, 0, c);
        if (at == name.npos) continue;
        SourceSpan span = token.span;
        const std::string_view written = source.text().substr(span.begin, name.size());
        if (written == name) { // which it is not where a t-string has made it
            span.begin += static_cast<uint32_t>(at);
            span.end = span.begin + (c < 0x800 ? 2 : 3);
        }
        sink.report(DiagId::InvisibleInName, span, describe(c));
    }
}

} // namespace taipan
