#include "taipan/frontend/lexer.h"

#include <algorithm>

#include "frontend/char_class.h"
#include "frontend/literals.h"
#include "frontend/scan.h"
#include "taipan/support/names.h"

namespace taipan {

namespace {
constexpr uint32_t kTabSize = 8;

constexpr std::string_view kTokenTexts[] = {
#define TAIPAN_TOKEN(kind, text) text,
#include "taipan/frontend/tokens.def"
};
} // namespace

std::string_view tokenText(TokenKind kind) {
    return kTokenTexts[static_cast<size_t>(kind)];
}

Lexer::Lexer(const SourceBuffer& source, Interner& interner, Arena& arena)
    : interner_(interner), arena_(arena), cursor_(source) {
    indents_.push_back(0);
    // Text before the first line end must start in the first column.
    if (!skipBlanks(true) && column_ != 1) pendingDents_ = 1;
}

void Lexer::skipComment() {
    do { // a comment in a field runs on into the text after the literal
        cursor_.moveTo(lineEnd(cursor_.at(), cursor_.end()));
    } while (cursor_.at() == cursor_.end() && cursor_.leave());
}

/// Skips blanks, comments, joined lines and, in brackets, line ends; true when it stopped at the
/// line end that finishes the statement. Columns are kept while stopAtNewline is false, for the
/// indentation of the next line.
bool Lexer::skipBlanks(bool stopAtNewline) {
    for (;;) {
        const char* at = cursor_.at();
        const char c = *at;
        if (at == cursor_.end()) {
            if (!cursor_.leave()) return false;
        } else if (c == ' ') {
            const char* after = at + 1;
            while (*after == ' ') ++after;
            after = std::min(after, cursor_.end());
            column_ += static_cast<uint32_t>(after - at);
            cursor_.moveTo(after);
        } else if (isNewline(c)) {
            if (stopAtNewline && brackets_ == 0) return true;
            cursor_.advance();
            column_ = 1;
        } else if (c == '\t') {
            cursor_.moveTo(at + 1);
            column_ = (column_ - 1 + kTabSize) / kTabSize * kTabSize + 1;
        } else if (hasClass(c, kSpace)) {
            cursor_.moveTo(at + 1);
            ++column_;
        } else if (c == '#') {
            skipComment();
        } else if (c == '\\' && isNewline(at[1]) && at + 1 != cursor_.end()) {
            cursor_.moveTo(at + 1);
            cursor_.advance();
            column_ = 1;
        } else {
            return false;
        }
    }
}

/// skipBlanks(true), for most tokens follow the one before at once or behind one blank.
bool Lexer::toNextToken() {
    const char* at = cursor_.at();
    at += *at == ' ' ? 1 : 0;
    if (at >= cursor_.end() || hasClass(*at, kBetween)) return skipBlanks(true);
    cursor_.moveTo(at);
    return false;
}

void Lexer::resynchronise() {
    brackets_ = 0;
    cursor_.leaveInserted();
}

void Lexer::newlineToken(Token& token) {
    column_ = 1;
    skipBlanks(false);
    token.kind = TokenKind::Newline;
    const size_t spaces = column_ - 1;
    if (spaces > indents_.back()) {
        indents_.push_back(static_cast<uint16_t>(spaces));
        ++pendingDents_;
        return;
    }
    while (spaces < indents_.back()) {
        indents_.pop_back();
        --pendingDents_;
    }
    if (spaces != indents_.back()) token.kind = TokenKind::DedentMismatch;
}

void Lexer::next(Token& token) {
    previousEnd_ = token.span.end;
    const bool newline = toNextToken();
    token.line = cursor_.line();
    token.span.begin = cursor_.offset();
    if (pendingDents_ != 0) {
        token.kind = pendingDents_ < 0 ? TokenKind::Dedent : TokenKind::Indent;
        pendingDents_ += pendingDents_ < 0 ? 1 : -1;
        token.span.end = token.span.begin;
        return;
    }
    LiteralPrefix prefix;
    const char c = *cursor_.at();
    if (newline) {
        token.span.end = token.span.begin;
        newlineToken(token);
    } else if (hasClass(c, kIdentHead)) {
        if ((c == 'r' || c == 'u' || c == 'b' || c == 'f' || c == 't') &&
            startsLiteral(cursor_, prefix))
            literalToken(token, prefix);
        else
            nameToken(token);
    } else if (c == '\'' || c == '"') {
        literalToken(token, prefix);
    } else if (hasClass(c, kDigit) || (c == '.' && hasClass(cursor_.at()[1], kDigit))) {
        numberToken(token);
    } else if (c == '\0' && cursor_.at() == cursor_.end()) {
        token.kind = TokenKind::End;
        token.span.end = token.span.begin;
    } else {
        operatorToken(token);
    }
}

void Lexer::nameToken(Token& token) {
    const char* start = cursor_.at();
    const char* at = start + 1;
    while (hasClass(*at, kIdentHead | kDigit)) ++at;
    cursor_.moveTo(at);
    token.span.end = cursor_.offset();
    token.name = interner_.intern({start, static_cast<size_t>(at - start)});
    const uint32_t keyword = names::keywordNumber(token.name);
    token.kind = keyword < names::keywordCount
                     ? static_cast<TokenKind>(static_cast<uint32_t>(TokenKind::False) + keyword)
                     : TokenKind::Name;
}

void Lexer::numberToken(Token& token) {
    const char* start = cursor_.at();
    const char* at = start;
    token.kind = *at == '.' ? TokenKind::Decimal : TokenKind::Integer;
    const char base = static_cast<char>(at[1] | 0x20);
    const bool prefixed = *at == '0' && (base == 'b' || base == 'o' || base == 'x');
    bool verbatim = true; // what was scanned is the text to keep
    for (++at;; ++at) {
        const char c = *at;
        if (!prefixed && (c == 'e' || c == 'E')) {
            token.kind = TokenKind::Decimal;
            verbatim = verbatim && c == 'e';
            if (at[1] == '+' || at[1] == '-') ++at;
        } else if (hasClass(c, kLetter | kDigit) || c == '.') {
            if (c == '.' || c == 'j' || c == 'J') token.kind = TokenKind::Decimal;
        } else if (c == '_') {
            verbatim = false;
        } else {
            break;
        }
    }
    cursor_.moveTo(at);
    token.span.end = cursor_.offset();
    token.text = {start, static_cast<size_t>(at - start)};
    if (verbatim) return;
    std::string kept;
    for (char c : token.text)
        if (c != '_') kept.push_back(c == 'E' && !prefixed ? 'e' : c);
    token.text = arena_.copy(kept);
}

/// The longest operator at the cursor, which moves past it; Invalid moves past one character.
TokenKind Lexer::matchOperator() {
    using K = TokenKind;
    const char c = *cursor_.at();
    cursor_.moveTo(cursor_.at() + 1);
    const auto follow = [&](char wanted) {
        if (*cursor_.at() != wanted || cursor_.at() == cursor_.end()) return false;
        cursor_.moveTo(cursor_.at() + 1);
        return true;
    };
    const auto withAssign = [&](K plain, K assign) { return follow('=') ? assign : plain; };
    switch (c) {
    case '(': ++brackets_; return K::ParenOpen;
    case '[': ++brackets_; return K::BracketOpen;
    case '{': ++brackets_; return K::BraceOpen;
    case ')': --brackets_; return K::ParenClose;
    case ']': --brackets_; return K::BracketClose;
    case '}': --brackets_; return K::BraceClose;
    case ',': return K::Comma;
    case ';': return K::Semicolon;
    case '~': return K::Tilde;
    case ':': return withAssign(K::Colon, K::ColonAssign);
    case '+': return withAssign(K::Plus, K::PlusAssign);
    case '-': return follow('>') ? K::Arrow : withAssign(K::Minus, K::MinusAssign);
    case '&': return withAssign(K::Ampersand, K::AmpersandAssign);
    case '|': return withAssign(K::Pipe, K::PipeAssign);
    case '%': return withAssign(K::Percent, K::PercentAssign);
    case '^': return withAssign(K::Caret, K::CaretAssign);
    case '@': return withAssign(K::At, K::AtAssign);
    case '=': return withAssign(K::Assign, K::EqualEqual);
    case '!': return withAssign(K::Invalid, K::NotEqual);
    case '*':
        return follow('*') ? withAssign(K::StarStar, K::StarStarAssign)
                           : withAssign(K::Star, K::StarAssign);
    case '/':
        return follow('/') ? withAssign(K::SlashSlash, K::SlashSlashAssign)
                           : withAssign(K::Slash, K::SlashAssign);
    case '<':
        return follow('<') ? withAssign(K::ShiftLeft, K::ShiftLeftAssign)
                           : withAssign(K::Less, K::LessEqual);
    case '>':
        return follow('>') ? withAssign(K::ShiftRight, K::ShiftRightAssign)
                           : withAssign(K::More, K::MoreEqual);
    case '.':
        if (cursor_.at()[0] != '.' || cursor_.at()[1] != '.' || cursor_.end() - cursor_.at() < 2)
            return K::Period;
        cursor_.moveTo(cursor_.at() + 2);
        return K::Ellipsis;
    default: return K::Invalid;
    }
}

void Lexer::operatorToken(Token& token) {
    token.kind = matchOperator();
    token.span.end = cursor_.offset();
}

} // namespace taipan
