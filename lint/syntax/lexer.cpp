#include "lint/syntax/lexer.h"

#include <algorithm>

#include "lint/syntax/node.h"

namespace taipan::lint {

namespace {
struct KeywordRow {
    std::string_view text;
    Word word;
};
constexpr KeywordRow kKeywords[] = {
    {"and", Word::And},
    {"as", Word::As},
    {"assert", Word::Assert},
    {"async", Word::Async},
    {"await", Word::Await},
    {"break", Word::Break},
    {"class", Word::Class},
    {"continue", Word::Continue},
    {"def", Word::Def},
    {"del", Word::Del},
    {"elif", Word::Elif},
    {"else", Word::Else},
    {"except", Word::Except},
    {"finally", Word::Finally},
    {"for", Word::For},
    {"from", Word::From},
    {"global", Word::Global},
    {"if", Word::If},
    {"import", Word::Import},
    {"in", Word::In},
    {"is", Word::Is},
    {"lambda", Word::Lambda},
    {"nonlocal", Word::Nonlocal},
    {"not", Word::Not},
    {"or", Word::Or},
    {"pass", Word::Pass},
    {"raise", Word::Raise},
    {"return", Word::Return},
    {"try", Word::Try},
    {"while", Word::While},
    {"with", Word::With},
    {"yield", Word::Yield},
    {"None", Word::NoneWord},
    {"True", Word::True},
    {"False", Word::False},
};

/// Rows by first letter: few words share one.
struct KeywordIndex {
    uint8_t first[128] = {};
    uint8_t rows[std::size(kKeywords)] = {};
    constexpr KeywordIndex() {
        uint8_t at = 0;
        for (int c = 0; c < 128; ++c) {
            first[c] = at;
            for (uint8_t row = 0; row < std::size(kKeywords); ++row)
                if (kKeywords[row].text[0] == c) rows[at++] = row;
        }
    }
};
constexpr KeywordIndex kIndex;

Word keywordOf(std::string_view text) {
    const auto c = static_cast<uint8_t>(text[0]);
    if (text.size() > 8 || text.size() < 2 || c >= 127) return Word::None;
    for (uint8_t i = kIndex.first[c]; i < kIndex.first[c + 1]; ++i)
        if (kKeywords[kIndex.rows[i]].text == text) return kKeywords[kIndex.rows[i]].word;
    return Word::None;
}

/// Words that never begin a line inside brackets: there, a bracket was left open.
bool beginsStatement(Word word) {
    switch (word) {
    case Word::Def:
    case Word::Class:
    case Word::Import:
    case Word::Return:
    case Word::Try:
    case Word::While:
    case Word::Global:
    case Word::Del:
    case Word::Raise:
    case Word::Pass:
    case Word::Break:
    case Word::Continue:
    case Word::Assert:
    case Word::Except:
    case Word::Finally:
    case Word::Elif: return true;
    default: return false;
    }
}

constexpr std::string_view kThree[] = {"**=", "//=", ">>=", "<<=", "..."};
constexpr std::string_view kTwo[] = {"**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=",
                                     "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=", ":=", "<>"};

/// Whether an operator of several characters can begin so; most that are met have one.
constexpr bool mayBeLong(char first, char second) {
    return second == '=' || second == '>' || second == first;
}
static_assert(std::all_of(std::begin(kThree), std::end(kThree),
                          [](std::string_view op) { return mayBeLong(op[0], op[1]); }) &&
              std::all_of(std::begin(kTwo), std::end(kTwo),
                          [](std::string_view op) { return mayBeLong(op[0], op[1]); }));

class Scanner {
  public:
    Scanner(std::string_view text, uint32_t begin, uint32_t end, Nesting& nesting, bool nested)
        : text_(text), at_(begin), end_(end), nesting_(nesting), nested_(nested) {
        out_.all.reserve((end - begin) / 4 + 8);
    }

    Tokens run() {
        if (!nested_) startLine();
        while (at_ < end_) step();
        if (!nested_) {
            if (!out_.all.empty() && out_.all.back().kind != TokenKind::Newline &&
                out_.all.back().kind != TokenKind::Dedent)
                add(TokenKind::Newline, end_);
            for (size_t i = 0; i < indents_.size(); ++i) add(TokenKind::Dedent, end_);
        }
        add(TokenKind::End, end_);
        return std::move(out_);
    }

  private:
    char peek(uint32_t ahead = 0) const { return text_.data()[at_ + ahead]; }
    Token& add(TokenKind kind, uint32_t end) {
        Token token;
        token.kind = kind;
        token.begin = at_;
        token.end = end;
        out_.all.push_back(token);
        return out_.all.back();
    }

    void step() {
        const char c = peek();
        if (c == ' ' || c == '\t' || c == '\f') {
            ++at_;
            return;
        }
        if (c == '\n' || c == '\r') return lineEnd();
        if (c == '#') return comment();
        if (c == '\\' && (peek(1) == '\n' || peek(1) == '\r')) {
            at_ += peek(1) == '\r' && peek(2) == '\n' ? 3 : 2;
            return;
        }
        if (isNameStart(c)) return name();
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) return number();
        if (c == '"' || c == '\'') return string();
        op(c);
    }

    void lineEnd() {
        if (depth_ == 0 && !nested_) add(TokenKind::Newline, at_);
        at_ += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
        if (!nested_) startLine();
    }

    /// Blank lines and comments are skipped, then the indentation is compared.
    void startLine() {
        for (;;) {
            uint32_t column = 0;
            while (peek() == ' ' || peek() == '\t' || peek() == '\f') {
                column = peek() == '\t' ? (column & ~7U) + 8 : peek() == '\f' ? 0 : column + 1;
                ++at_;
            }
            if (at_ >= end_) return;
            if (peek() == '#') {
                comment();
                if (at_ >= end_) return;
            }
            if (peek() == '\n' || peek() == '\r') {
                at_ += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
                continue;
            }
            if (depth_ > 0 && !leftOpen()) return;
            return indent(column);
        }
    }

    /// Whether a statement begins here although a bracket is open; then it is closed.
    bool leftOpen() {
        if (!isNameStart(peek())) return false;
        uint32_t to = at_;
        while (isNamePart(text_.data()[to])) ++to;
        if (!beginsStatement(keywordOf(text_.substr(at_, to - at_)))) return false;
        depth_ = 0;
        add(TokenKind::Newline, at_);
        return true;
    }

    void indent(uint32_t column) {
        const uint32_t current = indents_.empty() ? 0 : indents_.back();
        if (column > current) {
            indents_.push_back(column);
            add(TokenKind::Indent, at_);
        }
        while (!indents_.empty() && column < indents_.back()) {
            indents_.pop_back();
            add(TokenKind::Dedent, at_);
        }
    }

    void comment() {
        const uint32_t begin = at_ + 1;
        while (at_ < end_ && peek() != '\n' && peek() != '\r') ++at_;
        const std::string_view words = text_.substr(begin, at_ - begin);
        if (words.find("mp:") != words.npos || words.find("noqa") != words.npos)
            out_.comments.push_back({{begin, at_}});
    }

    void name() {
        if (prefixLength(text_, at_) > 0) return string();
        uint32_t to = at_ + 1;
        while (isNamePart(text_.data()[to])) ++to;
        to = std::min(to, end_);
        const Word word = keywordOf(text_.substr(at_, to - at_));
        add(word == Word::None ? TokenKind::Name : TokenKind::Keyword, to).word = word;
        at_ = to;
    }

    void digits(uint32_t& to) const {
        while (isDigit(text_.data()[to]) || text_.data()[to] == '_') ++to;
    }

    void number() {
        uint32_t to = at_;
        auto kind = NumberKind::Integer;
        const char second = static_cast<char>(peek(1) | 0x20);
        const bool based = peek() == '0' && (second == 'x' || second == 'o' || second == 'b');
        if (based) {
            to += 2;
            while (isDigit(text_.data()[to]) || text_.data()[to] == '_' ||
                   (second == 'x' && isHex(text_.data()[to])))
                ++to;
        } else {
            digits(to);
            if (text_.data()[to] == '.') {
                kind = NumberKind::Float;
                digits(++to);
            }
            const char e = static_cast<char>(text_.data()[to] | 0x20);
            const char sign = text_.data()[to + 1];
            const uint32_t exponent = to + (sign == '+' || sign == '-' ? 2 : 1);
            if (e == 'e' && isDigit(text_.data()[exponent])) {
                kind = NumberKind::Float;
                digits(to = exponent);
            }
            if ((text_.data()[to] | 0x20) == 'j') {
                kind = NumberKind::Imaginary;
                ++to;
            }
        }
        to = std::min(to, end_);
        const char next = to < end_ ? text_.data()[to] : ' ';
        Token& token = add(TokenKind::Number, to);
        token.op = static_cast<uint32_t>(kind);
        if (isNameStart(next) || (next == '.' && !based)) token.flags = flag::kGlued;
        at_ = to;
    }
    static bool isHex(char c) {
        c = static_cast<char>(c | 0x20);
        return c >= 'a' && c <= 'f';
    }

    void string() {
        uint8_t flags = 0;
        const uint32_t to = stringEnd(text_, at_, end_, flags, nesting_);
        add(TokenKind::String, to).flags = flags;
        at_ = to;
    }

    void op(char c) {
        uint32_t length = 1;
        const std::string_view rest(text_.data() + at_, 3);
        if (mayBeLong(c, rest[1])) {
            if (std::find(std::begin(kThree), std::end(kThree), rest) != std::end(kThree))
                length = 3;
            else if (std::find(std::begin(kTwo), std::end(kTwo), rest.substr(0, 2)) !=
                     std::end(kTwo))
                length = 2;
        }
        if (c == '(' || c == '[' || c == '{') ++depth_;
        if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
        const bool known =
            std::string_view("()[]{}:,;+-*/|&<>=.%~^@!").find(c) != std::string_view::npos;
        Token& token = add(known ? TokenKind::Op : TokenKind::Bad, std::min(at_ + length, end_));
        token.op = Op(c, length > 1 ? rest[1] : '\0', length > 2 ? rest[2] : '\0');
        at_ = token.end;
    }

    std::string_view text_;
    uint32_t at_, end_;
    Nesting& nesting_;
    bool nested_;
    uint32_t depth_ = 0;
    std::vector<uint32_t> indents_;
    Tokens out_;
};
} // namespace

Tokens scan(std::string_view text, uint32_t begin, uint32_t end, Nesting& nesting, bool nested) {
    return Scanner(text, begin, end, nesting, nested).run();
}

int prefixLength(std::string_view text, uint32_t at) {
    int length = 0;
    for (; length < 3; ++length) {
        const char c = text.data()[at + static_cast<uint32_t>(length)];
        if (c == '"' || c == '\'') return length;
        const char lower = static_cast<char>(c | 0x20);
        if (lower != 'r' && lower != 'b' && lower != 'u' && lower != 'f' && lower != 't') return -1;
    }
    const char c = text.data()[at + 3];
    return c == '"' || c == '\'' ? 3 : -1;
}

static uint8_t prefixFlags(std::string_view prefix) {
    uint8_t flags = 0;
    for (const char c : prefix) {
        const char lower = static_cast<char>(c | 0x20);
        if (c != lower) flags |= flag::kUpper;
        if (lower == 'r') flags |= flag::kRaw;
        if (lower == 'b') flags |= flag::kBytes;
        if (lower == 'f') flags |= flag::kFormat;
        if (lower == 't') flags |= flag::kTemplate;
    }
    return flags;
}

uint32_t stringEnd(std::string_view text, uint32_t at, uint32_t end, uint8_t& flags,
                   Nesting& nesting) {
    const int prefix = std::max(prefixLength(text, at), 0);
    flags = prefixFlags(text.substr(at, static_cast<size_t>(prefix)));
    at += static_cast<uint32_t>(prefix);
    const char quote = text[at];
    const char* data = text.data();
    const bool triple = data[at + 1] == quote && data[at + 2] == quote;
    if (triple) flags |= flag::kTriple;
    at += triple ? 3 : 1;
    const bool fields = flags & (flag::kFormat | flag::kTemplate);
    while (at < end && !(nesting.depth > 0 && nesting.ends())) {
        const char c = data[at];
        if (c == '\\') {
            at += 2;
            continue;
        }
        if (c == quote && (!triple || (data[at + 1] == quote && data[at + 2] == quote)))
            return std::min(at + (triple ? 3U : 1U), end);
        if (c == '\n' && !triple) break;
        if (fields && c == '{' && nesting.left) {
            if (data[at + 1] == '{') {
                at += 2;
                continue;
            }
            at = fieldEnd(text, at, end, quote, triple, nesting);
            continue;
        }
        ++at;
    }
    flags |= flag::kBroken;
    return std::min(at, end);
}

static uint32_t fieldEndInside(std::string_view text, uint32_t at, uint32_t end, char quote,
                               bool triple, Nesting& nesting);

uint32_t fieldEnd(std::string_view text, uint32_t at, uint32_t end, char quote, bool triple,
                  Nesting& nesting) {
    ++nesting.depth;
    const uint32_t to = fieldEndInside(text, at, end, quote, triple, nesting);
    --nesting.depth;
    nesting.read(to - at);
    return to;
}

static uint32_t fieldEndInside(std::string_view text, uint32_t at, uint32_t end, char quote,
                               bool triple, Nesting& nesting) {
    const char* data = text.data();
    if (nesting.ends()) return end;
    int depth = 0;
    bool format = false; // behind the ':' of the field itself
    for (++at; at < end; ++at) {
        const char c = data[at];
        if (!format && (c == '"' || c == '\'')) {
            // A quote of the string itself ends it where the field is not closed on this line.
            uint8_t inner = 0;
            uint32_t from = at;
            while (from > 0 && at - from < 2 && isNameStart(data[from - 1])) --from;
            const bool prefixed = prefixLength(text, from) == static_cast<int>(at - from) &&
                                  (from == 0 || !isNamePart(data[from - 1]));
            const uint32_t to = stringEnd(text, prefixed ? from : at, end, inner, nesting);
            if (inner & flag::kBroken) return c == quote && !triple ? at : end;
            at = to - 1;
            continue;
        }
        if (format && c == quote && !triple) return at; // the field was not closed
        if (c == '(' || c == '[') ++depth;
        if (c == ')' || c == ']') --depth;
        if (c == '{') {
            if (format)
                at = fieldEnd(text, at, end, quote, triple, nesting) - 1;
            else
                ++depth;
            continue;
        }
        if (c == '}') {
            if (depth <= 0 || format) return at + 1;
            --depth;
        }
        if (c == ':' && depth == 0) format = true;
        if (c == '#' && !format)
            while (at + 1 < end && data[at + 1] != '\n') ++at;
    }
    return end;
}

} // namespace taipan::lint
