// The tokens of literals.

#include "frontend/char_class.h"
#include "frontend/literals.h"
#include "frontend/scan.h"
#include "taipan/frontend/lexer.h"

namespace taipan {

/// The common literal, without escapes, in one stretch: its text is the source itself.
bool Lexer::plainLiteral(Token& token, const LiteralPrefix& prefix) {
    const char* start = cursor_.at() + prefix.length;
    if (prefix.hasFields() || start >= cursor_.end()) return false;
    const char quote = *start;
    uint32_t lines = 0;
    const char* end;
    const char* at = start + 1;
    const bool triple = at[0] == quote && at[1] == quote;
    if (triple) at += 2;
    start = at;
    for (;; ++at) {
        if (triple) at = skipPlain(at, cursor_.end());
        while (hasClass(*at, kPlain)) ++at;
        if (*at == '\\' || *at == '\r' || *at == '\0') return false;
        if (*at == '\n') {
            if (!triple) return false;
            ++lines;
        } else if (*at == quote && (!triple || (at[1] == quote && at[2] == quote))) {
            end = at;
            break;
        }
    }
    at += triple ? 3 : 1;
    if (at > cursor_.end()) return false;
    cursor_.moveTo(at);
    cursor_.countLines(lines);
    token.kind = prefix.bytes ? TokenKind::Bytes : TokenKind::String;
    token.text = {start, static_cast<size_t>(end - start)};
    return true;
}

void Lexer::literalToken(Token& token, LiteralPrefix prefix) {
    LiteralGroup group;
    const uint32_t depth = cursor_.depth();
    if (plainLiteral(token, prefix)) {
        token.span.end = cursor_.offset();
        skipBlanks(true);
        if (!startsLiteral(cursor_, prefix)) return;
        group.kind = token.kind;
        group.text = token.text;
    }
    do {
        group.anyTemplate |= prefix.isTemplate;
        const TokenKind kind = prefix.bytes ? TokenKind::Bytes : TokenKind::String;
        if (group.kind == TokenKind::End)
            group.kind = kind;
        else if (group.kind != kind)
            break; // text and bytes do not join; nothing joins a malformed literal
        for (unsigned i = 0; i < prefix.length; ++i) cursor_.advance();
        LiteralReader(cursor_, arena_, prefix, group).read();
        token.span.end = cursor_.offset();
        skipBlanks(true);
    } while (startsLiteral(cursor_, prefix));
    finishGroup(token, group, depth);
}

/// The token of a group, which begins in `depth` others; what belongs behind it is scanned next.
void Lexer::finishGroup(Token& token, LiteralGroup& group, uint32_t depth) {
    token.kind = group.kind;
    // The parser rejects a malformed literal, so what is in it need not be read.
    if (group.kind != TokenKind::String && group.kind != TokenKind::Bytes) return;
    if (group.anyTemplate) {
        token.kind = TokenKind::Name;
        token.name = interner_.intern("__template__");
        group.behind.insert(
            group.behind.begin(),
            Stretch::made(lasting(arena_, std::move(group.text) + ",),"), token.span.begin));
    } else {
        token.text = arena_.copy(group.text);
    }
    if (group.behind.empty()) return;
    // Every text ends in a line end, this one too when there is nothing behind it.
    group.behind.push_back(Stretch::made(cursor_.atEnd() ? ")\n" : ")", token.span.end));
    if (!cursor_.insert(group.behind, depth)) token.kind = TokenKind::NestedTooDeep;
}

} // namespace taipan
