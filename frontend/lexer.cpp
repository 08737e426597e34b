#include "taipan/frontend/lexer.h"

#include <algorithm>
#include <cstring>

#include "frontend/char_class.h"

namespace taipan {

namespace {
constexpr uint32_t kTabSize = 8;

constexpr std::string_view kTokenTexts[] = {
#define TAIPAN_TOKEN(kind, text) text,
#include "taipan/frontend/tokens.def"
};

constexpr std::string_view kKeywords[] = {
#define TAIPAN_KEYWORD(kind, text) text,
#include "taipan/frontend/tokens.def"
};

bool isNewline(char c) {
    return c == '\n' || c == '\r';
}
} // namespace

std::string_view tokenText(TokenKind kind) {
    return kTokenTexts[static_cast<size_t>(kind)];
}

Lexer::Lexer(const SourceBuffer& source, Interner& interner, Arena& arena)
    : source_(source), interner_(interner),
      arena_(arena), input_{source.data(), source.data() + source.text().size(), nullptr} {
    // Keywords are names with consecutive ids: one look-up finds both.
    firstKeyword_ = index(interner_.intern(kKeywords[0]));
    for (std::string_view keyword : kKeywords) interner_.intern(keyword);
    indents_.push_back(0);
}

/// The place in the source of what stands at the cursor in expanded text.
uint32_t Lexer::expandedOffset() const {
    const Expansion& from = *input_.expansion;
    const auto at = static_cast<uint32_t>(input_.at - from.begin);
    auto after = std::upper_bound(from.origins.begin(), from.origins.end(), at,
                                  [](uint32_t value, const Origin& o) { return value < o.at; });
    if (after == from.origins.begin()) return 0;
    const Origin& origin = *--after;
    const auto limit = static_cast<uint32_t>(source_.text().size());
    return std::min(origin.source + (at - origin.at), limit);
}

/// True when all text, expanded and source, is used up. Leaves finished expansions behind.
bool Lexer::atEnd() const {
    return input_.at == input_.end && outer_.empty();
}

unsigned char Lexer::peek(unsigned ahead) const {
    const Input* from = &input_;
    const char* at = from->at;
    for (size_t up = outer_.size();;) {
        if (static_cast<size_t>(from->end - at) > ahead) break;
        if (up == 0) return 0;
        ahead -= static_cast<unsigned>(from->end - at);
        from = &outer_[--up];
        at = from->at;
    }
    const char c = at[ahead];
    if (c == '\r') return '\n';
    return c == '\0' ? 1 : static_cast<unsigned char>(c); // a NUL is a character like any other
}

unsigned char Lexer::current() const {
    return peek(0);
}

void Lexer::advance() {
    while (input_.at == input_.end) {
        if (outer_.empty()) return;
        input_ = outer_.back();
        outer_.pop_back();
    }
    const char c = *input_.at++;
    if (isNewline(c)) {
        ++line_;
        if (c == '\r' && *input_.at == '\n') ++input_.at;
    }
    while (input_.at == input_.end && !outer_.empty()) {
        input_ = outer_.back();
        outer_.pop_back();
    }
}

void Lexer::skipComment() {
    for (;;) {
        const char* at = input_.at;
        while (!isNewline(*at) && at != input_.end) ++at;
        input_.at = at;
        if (at != input_.end || outer_.empty()) return;
        input_ = outer_.back(); // a comment in an f-string runs on into the text after it
        outer_.pop_back();
    }
}

/// Skips blanks, comments, joined lines and, in brackets, line ends; true when it stopped at the
/// line end that finishes the statement. Columns are kept while stopAtNewline is false, for the
/// indentation of the next line.
bool Lexer::skipBlanks(bool stopAtNewline) {
    for (;;) {
        const char c = *input_.at;
        if (c == ' ') {
            const char* at = input_.at + 1;
            while (*at == ' ') ++at;
            column_ += static_cast<uint32_t>(at - input_.at);
            input_.at = at;
        } else if (isNewline(c)) {
            if (stopAtNewline && brackets_ == 0) return true;
            advance();
            column_ = 1;
        } else if (c == '\t') {
            ++input_.at;
            column_ = (column_ - 1 + kTabSize) / kTabSize * kTabSize + 1;
        } else if (hasClass(c, kSpace)) {
            ++input_.at;
            ++column_;
        } else if (c == '#') {
            skipComment();
        } else if (c == '\\' && isNewline(input_.at[1])) {
            ++input_.at;
            advance();
            column_ = 1;
        } else if (c == '\0' && input_.at == input_.end && !outer_.empty()) {
            input_ = outer_.back();
            outer_.pop_back();
        } else {
            return false;
        }
    }
}

void Lexer::resynchronise() {
    brackets_ = 0;
    if (!outer_.empty()) {
        input_ = outer_.front();
        outer_.clear();
    }
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
    const bool newline = skipBlanks(true);
    token.line = line_;
    token.span.begin = offset();
    if (pendingDents_ != 0) {
        token.kind = pendingDents_ < 0 ? TokenKind::Dedent : TokenKind::Indent;
        pendingDents_ += pendingDents_ < 0 ? 1 : -1;
        token.span.end = token.span.begin;
        return;
    }
    // Text before the first line end must start in the first column.
    if (first_) {
        first_ = false;
        if (!newline && column_ != 1) {
            token.kind = TokenKind::Indent;
            token.span.end = token.span.begin;
            return;
        }
    }
    Prefix prefix;
    const char c = *input_.at;
    if (newline) {
        token.span.end = token.span.begin;
        newlineToken(token);
    } else if (hasClass(c, kIdentHead)) {
        if ((c == 'r' || c == 'u' || c == 'b' || c == 'f' || c == 't') && startsLiteral(prefix))
            literalToken(token, prefix);
        else
            nameToken(token);
    } else if (c == '\'' || c == '"') {
        literalToken(token, prefix);
    } else if (hasClass(c, kDigit) || (c == '.' && hasClass(input_.at[1], kDigit))) {
        numberToken(token);
    } else if (c == '\0' && atEnd()) {
        token.kind = TokenKind::End;
        token.span.end = token.span.begin;
    } else {
        operatorToken(token);
    }
}

void Lexer::nameToken(Token& token) {
    const char* start = input_.at;
    const char* at = start + 1;
    while (hasClass(*at, kIdentHead | kDigit)) ++at;
    input_.at = at;
    token.span.end = offset();
    token.name = interner_.intern({start, static_cast<size_t>(at - start)});
    const uint32_t keyword = index(token.name) - firstKeyword_;
    token.kind = keyword < std::size(kKeywords)
                     ? static_cast<TokenKind>(static_cast<uint32_t>(TokenKind::False) + keyword)
                     : TokenKind::Name;
}

void Lexer::numberToken(Token& token) {
    const char* start = input_.at;
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
    input_.at = at;
    token.span.end = offset();
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
    const char c = *input_.at++;
    const auto follow = [&](char wanted) {
        if (*input_.at != wanted) return false;
        ++input_.at;
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
        if (input_.at[0] != '.' || input_.at[1] != '.') return K::Period;
        input_.at += 2;
        return K::Ellipsis;
    default: return K::Invalid;
    }
}

void Lexer::operatorToken(Token& token) {
    token.kind = matchOperator();
    token.span.end = offset();
}

} // namespace taipan
