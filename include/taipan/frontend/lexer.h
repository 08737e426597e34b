// Source text to tokens.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

/// Scans tokens on demand. String literals are unescaped and joined; an f-string becomes its format
/// text followed by the tokens of `.format((expr),…)`, a t-string the tokens of
/// `__template__((strings…), …)`: the language defines them by that expansion.
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
    /// Where the characters of expanded text come from.
    struct Origin {
        uint32_t at;     // offset in the expanded text
        uint32_t source; // offset in the source
    };
    struct Expansion {
        std::vector<Origin> origins;
        const char* begin = nullptr;
    };
    struct Input {
        const char* at;
        const char* end;
        const Expansion* expansion; // null: the source itself
    };
    /// State of a group of adjacent string literals.
    struct Literals {
        TokenKind kind = TokenKind::End; // End: none read yet
        bool anyTemplate = false;
        std::string text;            // content so far
        std::string arguments;       // expansion of the expressions so far
        std::vector<Origin> origins; // of `arguments`

        /// Makes the literal an error. Stock gives up at once over \\N, whatever else is wrong.
        void spoil(TokenKind error) {
            if (kind != TokenKind::NameEscape) kind = error;
        }
    };
    struct Prefix {
        uint8_t length = 0;
        bool raw = false, format = false, isTemplate = false, bytes = false;
    };

    unsigned char peek(unsigned ahead) const;
    unsigned char current() const;
    void advance();
    bool atEnd() const;
    uint32_t offset() const {
        return input_.expansion == nullptr ? static_cast<uint32_t>(input_.at - source_.data())
                                           : expandedOffset();
    }
    uint32_t expandedOffset() const;

    bool skipBlanks(bool stopAtNewline);
    void skipComment();
    void newlineToken(Token& token);
    void nameToken(Token& token);
    void numberToken(Token& token);
    void operatorToken(Token& token);
    TokenKind matchOperator();

    bool startsLiteral(Prefix& prefix) const;
    bool plainLiteral(Token& token, const Prefix& prefix);
    void literalToken(Token& token, Prefix prefix);
    void literalPiece(Literals& group, const Prefix& prefix);
    void escape(Literals& group, bool raw);
    bool hexEscape(unsigned digits, uint32_t& value);
    void octalEscape(uint32_t& value);
    void addCharacter(Literals& group, uint32_t c);
    void replacementField(Literals& group, const Prefix& prefix, char quote, unsigned quotes);
    void templateField(Literals& group, size_t argumentStart, bool debug, char quote,
                       unsigned quotes);
    bool expand(Literals& group);

    const SourceBuffer& source_;
    Interner& interner_;
    Arena& arena_;
    Input input_;
    std::vector<Input> outer_; // inputs that expansions interrupted
    std::vector<std::unique_ptr<Expansion>> expansions_;
    size_t expandedSize_ = 0; ///< of all expansions so far
    uint32_t firstKeyword_;
    uint32_t line_ = 1;
    uint32_t column_ = 1; // only kept up to date while blanks are skipped
    uint32_t previousEnd_ = 0;
    uint32_t brackets_ = 0;
    int pendingDents_ = 0; // > 0: indents to emit, < 0: dedents
    bool first_ = true;
    std::vector<uint16_t> indents_;
    // t-string state of the literal being read
    unsigned specDepth_ = 0;
    size_t specStart_ = 0;
    size_t fieldCount_ = 0;
    bool nestedSpec_ = false;
};

/// Reports characters in names that cannot be seen there, such as a byte order mark: to stock,
/// every character beyond ASCII is a letter.
void checkNames(const SourceBuffer& source, DiagnosticSink& sink);

} // namespace taipan
