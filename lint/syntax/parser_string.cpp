#include "lint/syntax/parser_impl.h"

namespace taipan::lint {

/// Reads the replacement fields of one string literal.
class StringReader {
  public:
    StringReader(Parser& parser, bool raw) : parser_(parser), raw_(raw) {}

    /// The fields between `at` and `end` to the parser's pending nodes. In a format (`inFormat`),
    /// no brace is doubled.
    void fields(uint32_t at, uint32_t end, bool inFormat) {
        const std::string_view text = parser_.text_;
        while (at < end) {
            if (text[at] == '\\' && !raw_) {
                at += 2;
                continue;
            }
            if (text[at] != '{') {
                ++at;
                continue;
            }
            if (!inFormat && text[at + 1] == '{') {
                at += 2;
                continue;
            }
            uint32_t to = fieldEnd(text, at, end, '\0', true, parser_.nesting_);
            if (to > end) to = end;
            parser_.pending_.push_back(field(at, to));
            at = to;
        }
    }

  private:
    Node* field(uint32_t begin, uint32_t end) {
        const std::string_view text = parser_.text_;
        Node* node = parser_.make(Kind::Field, begin);
        node->span.end = end;
        uint32_t last = end > begin + 1 && text[end - 1] == '}' ? end - 1 : end;
        uint32_t split = partsBegin(begin + 1, last);
        node->nameSpan = {last, last};
        if (split < last) {
            uint32_t at = split;
            if (text[at] == '!') {
                node->detail = static_cast<uint8_t>(at + 1 < last ? text[at + 1] : '?');
                while (at < last && text[at] != ':') ++at;
            }
            if (at < last) node->nameSpan = {at + 1, last};
        }
        debugSign(node, begin + 1, split);
        node->a = expression(begin + 1, split);
        const size_t from = parser_.pending_.size();
        if (parser_.guard_.exhausted())
            parser_.tree_.tooDeep = true;
        else if (node->nameSpan.begin < node->nameSpan.end)
            fields(node->nameSpan.begin, node->nameSpan.end, true);
        node->items = parser_.keep(from);
        return node;
    }

    /// Where the conversion or format of the field begins; `end` when it has neither.
    uint32_t partsBegin(uint32_t at, uint32_t end) const {
        const std::string_view text = parser_.text_;
        int depth = 0;
        for (; at < end; ++at) {
            const char c = text[at];
            if (c == '"' || c == '\'') {
                uint8_t flags = 0;
                at = stringEnd(text, at, end, flags, parser_.nesting_) - 1;
            } else if (c == '(' || c == '[' || c == '{') {
                ++depth;
            } else if (c == ')' || c == ']' || c == '}') {
                --depth;
            } else if (depth == 0 && (c == ':' || (c == '!' && text[at + 1] != '='))) {
                return at;
            }
        }
        return end;
    }

    /// `{x=}`: notes the sign and takes it from the expression, which ends at `end`.
    void debugSign(Node* node, uint32_t begin, uint32_t& end) const {
        const std::string_view text = parser_.text_;
        uint32_t at = end;
        while (at > begin && text[at - 1] == ' ') --at;
        if (at <= begin + 1 || text[at - 1] != '=') return;
        const char before = text[at - 2];
        if (before == '=' || before == '!' || before == '<' || before == '>') return;
        node->flags = flag::kDebug;
        if (before == ' ' || at != end) node->flags |= flag::kSpaced;
        end = at - 1;
    }

    Node* expression(uint32_t begin, uint32_t end) {
        const Tokens tokens = scan(parser_.text_, begin, end, parser_.nesting_, true);
        if (tokens.all.size() <= 1) return nullptr;
        if (parser_.guard_.exhausted()) {
            parser_.tree_.tooDeep = true;
            return nullptr;
        }
        Parser inner(parser_.text_, parser_.interner_, parser_.arena_, parser_.tree_,
                     parser_.guard_, parser_.nesting_);
        return inner.fieldExpression(tokens);
    }

    Parser& parser_;
    bool raw_;
};

Node* Parser::strings() {
    Node* node = make(Kind::String, now().begin);
    const size_t from = pending_.size();
    while (now().kind == TokenKind::String) {
        const Token& token = now();
        Node* part = make(Kind::StringPart, token.begin);
        part->flags = token.flags;
        node->flags |= token.flags;
        const uint32_t quote = token.flags & flag::kTriple ? 3 : 1;
        const int prefix = prefixLength(text_, token.begin);
        part->nameSpan = {token.begin + static_cast<uint32_t>(prefix < 0 ? 0 : prefix) + quote,
                          token.end};
        if (!(token.flags & flag::kBroken)) part->nameSpan.end -= quote;
        if (part->nameSpan.end < part->nameSpan.begin) part->nameSpan.end = part->nameSpan.begin;
        if (token.flags & (flag::kFormat | flag::kTemplate)) {
            const size_t inner = pending_.size();
            StringReader(*this, token.flags & flag::kRaw)
                .fields(part->nameSpan.begin, part->nameSpan.end, false);
            part->items = keep(inner);
        }
        if (token.flags & flag::kBroken) fail();
        advance();
        pending_.push_back(finish(part));
    }
    node->items = keep(from);
    return finish(node);
}

} // namespace taipan::lint
