// Source text to tokens.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "taipan/frontend/cursor.h"
#include "taipan/support/arena.h"
#include "taipan/support/diagnostics.h"
#include "taipan/support/interner.h"
#include "taipan/support/source.h"

namespace taipan {

enum class TokenKind : uint8_t {
#define TAIPAN_TOKEN(kind, text) kind,
#include "taipan/frontend/tokens.def"
};

/// How messages show a kind: "name", "end of line", or the spelling of a keyword or operator.
std::string_view tokenText(TokenKind kind);

struct Token {
    TokenKind kind = TokenKind::End;
    /// Line as the stock lexer counts it: newlines inside the expressions of an f-string count
    /// twice, because it scans these expressions again after the string.
    uint32_t line = 1;
    SourceSpan span;       // exact place in the source
    NameId name{};         // Name
    std::string_view text; // Integer, Decimal: digits without underscores; String, Bytes: content
};

struct LiteralPrefix;
struct LiteralGroup;

/// Scans tokens on demand. String literals are unescaped and joined; an f-string becomes its format
/// text followed by the tokens of `.format((expr),…)`, a t-string the tokens of
/// `__template__((strings…), …)`: the language defines them by that expansion. The tokens of a
/// field have their own places in the source, those around them are empty.
class Lexer {
  public:
    /// `source` and `arena` must outlive the lexer and its tokens.
    Lexer(const SourceBuffer& source, Interner& interner, Arena& arena);

    /// Scans the next token; after End it stays at End.
    void next(Token& token);

    /// Forgets open brackets and pending f-string expressions, so that the next line end counts
    /// again: for a parser that recovers from an error.
    void resynchronise();

    /// End of the most recent token before the current one.
    uint32_t previousEnd() const { return previousEnd_; }

  private:
    bool skipBlanks(bool stopAtNewline);
    bool toNextToken();
    void skipComment();
    void newlineToken(Token& token);
    void nameToken(Token& token);
    void numberToken(Token& token);
    void operatorToken(Token& token);
    TokenKind matchOperator();
    bool plainLiteral(Token& token, const LiteralPrefix& prefix);
    void literalToken(Token& token, LiteralPrefix prefix);
    void finishGroup(Token& token, LiteralGroup& group, uint32_t depth);

    Interner& interner_;
    Arena& arena_;
    Cursor cursor_;
    uint32_t column_ = 1; // only kept up to date while blanks are skipped
    uint32_t previousEnd_ = 0;
    uint32_t brackets_ = 0;
    int pendingDents_ = 0; // > 0: indents to emit, < 0: dedents
    std::vector<uint16_t> indents_;
};

/// Reports characters in names that cannot be seen there, such as a byte order mark, and bytes in
/// names and texts that are not UTF-8: to stock, every byte beyond ASCII is a letter.
void checkCharacters(const SourceBuffer& source, DiagnosticSink& sink);

} // namespace taipan
