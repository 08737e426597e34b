// String, bytes, f-string and t-string literals.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/frontend/cursor.h"
#include "taipan/frontend/lexer.h"
#include "taipan/support/arena.h"

namespace taipan {

/// What stands before the quote of a literal.
struct LiteralPrefix {
    uint8_t length = 0;
    bool raw = false, format = false, isTemplate = false, bytes = false;

    bool hasFields() const { return format || isTemplate; }
};

/// Whether a literal starts at the cursor, and its prefix. Only lower-case prefixes count.
bool startsLiteral(const Cursor& cursor, LiteralPrefix& prefix);

/// Adjacent literals, which are one token, and what f-strings and t-strings among them put behind
/// it: f'{a}' is '{}'.format((a),) to the language, and t'{a!r:x}'
/// __template__(("","",),(a),"a",'r','x',). It is a text, with all that follows: a comment in a
/// field hides what is behind the literal, and a field may close the bracket in front of it. So it
/// is made of stretches, the fields' being windows of the source.
struct LiteralGroup {
    TokenKind kind = TokenKind::End; // End: none read yet
    bool anyTemplate = false;
    std::string text;            // content so far; of templates, as it is scanned again
    std::vector<Stretch> behind; // what follows, so far

    /// Makes the literal an error. Stock gives up at once over \N, whatever else is wrong.
    void spoil(TokenKind error) {
        if (kind != TokenKind::NameEscape) kind = error;
    }
};

/// A copy of `text` that is fit for a stretch.
std::string_view lasting(Arena& arena, std::string text);

/// Reads one literal of a group, from its opening quote to past its closing one.
class LiteralReader {
  public:
    LiteralReader(Cursor& cursor, Arena& arena, const LiteralPrefix& prefix, LiteralGroup& group)
        : cursor_(cursor), arena_(arena), prefix_(prefix), group_(group) {}

    void read();

  private:
    void open();
    void close(unsigned quotes);
    bool plainText();
    void character(unsigned char c);
    void keep();
    void add(std::string_view made);
    void make(std::string_view lasting);

    void escape();
    void unescape(uint32_t c);
    void templateEscape();
    bool hexEscape(unsigned digits, uint32_t& value);
    void octalEscape(uint32_t& value);
    void addCharacter(uint32_t c);

    void field();
    bool atExpressionEnd() const;
    void expression();
    void templateField(size_t first, bool debug);
    void closeBrace();

    Cursor& cursor_;
    Arena& arena_;
    const LiteralPrefix& prefix_;
    LiteralGroup& group_;
    char quote_ = 0;
    unsigned quotes_ = 1; // that open and close it
    // Of t-strings:
    unsigned specDepth_ = 0;    // braces around the character, in the specification of a field
    uint32_t specPlace_ = 0;    // where it begins
    bool nestedSpec_ = false;   // fields in it
    std::vector<Stretch> spec_; // its text so far
    size_t fields_ = 0;
};

} // namespace taipan
