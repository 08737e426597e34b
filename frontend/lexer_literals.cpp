// String, bytes, f-string and t-string literals.

#include <cstring>

#include "frontend/char_class.h"
#include "taipan/frontend/lexer.h"

namespace taipan {

namespace {
constexpr size_t kMaxCallArguments = 255;
// F-strings may expand to so many bytes, and to so many more for every byte of source.
constexpr size_t kExpansionAllowance = 1u << 20;
constexpr size_t kExpansionFactor = 16;

bool isHexDigit(unsigned char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

uint32_t hexValue(unsigned char c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10u;
}

void appendUtf8(std::string& to, uint32_t c) {
    const auto tail = [&](int shift) {
        to.push_back(static_cast<char>(((c >> shift) & 0x3f) | 0x80));
    };
    if (c < 0x80) {
        to.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
        to.push_back(static_cast<char>((c >> 6) | 0xc0));
        tail(0);
    } else if (c < 0x10000) {
        to.push_back(static_cast<char>((c >> 12) | 0xe0));
        tail(6);
        tail(0);
    } else {
        to.push_back(static_cast<char>((c >> 18) | 0xf0));
        tail(12);
        tail(6);
        tail(0);
    }
}
} // namespace

/// Whether a literal starts at the cursor, and what its prefix says. Only lower-case prefixes
/// count.
bool Lexer::startsLiteral(Prefix& prefix) const {
    const auto quote = [](unsigned char c) { return c == '\'' || c == '"'; };
    const unsigned char a = peek(0);
    prefix = {};
    if (quote(a)) return true;
    if (a != 'r' && a != 'u' && a != 'b' && a != 'f' && a != 't') return false;
    const unsigned char b = peek(1);
    if (quote(b)) {
        prefix.length = 1;
        prefix.raw = a == 'r';
        prefix.bytes = a == 'b';
        prefix.format = a == 'f';
        prefix.isTemplate = a == 't';
        return true;
    }
    const unsigned char other = a == 'r' ? b : a;
    if ((a == 'r') == (b == 'r') || a == 'u' || !quote(peek(2))) return false;
    if (other != 'b' && other != 'f' && other != 't') return false;
    prefix.length = 2;
    prefix.raw = true;
    prefix.bytes = other == 'b';
    prefix.format = other == 'f';
    prefix.isTemplate = other == 't';
    return true;
}

/// The common literal, without escapes, in one piece of input: its text is the source itself.
bool Lexer::plainLiteral(Token& token, const Prefix& prefix) {
    if (prefix.format || prefix.isTemplate) return false;
    const char* start = input_.at + prefix.length;
    const char quote = *start;
    uint32_t lines = 0;
    const char* end;
    const char* at = start + 1;
    const bool triple = at[0] == quote && at[1] == quote;
    if (triple) at += 2;
    start = at;
    for (;; ++at) {
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
    input_.at = end + (triple ? 3 : 1);
    line_ += lines;
    token.kind = prefix.bytes ? TokenKind::Bytes : TokenKind::String;
    token.text = {start, static_cast<size_t>(end - start)};
    return true;
}

void Lexer::literalToken(Token& token, Prefix prefix) {
    Literals group;
    const uint32_t begin = token.span.begin;
    if (plainLiteral(token, prefix)) {
        token.span.end = offset();
        skipBlanks(true);
        if (!startsLiteral(prefix)) return;
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
        for (unsigned i = 0; i < prefix.length; ++i) advance();
        literalPiece(group, prefix);
        token.span.end = offset();
        skipBlanks(true);
    } while (startsLiteral(prefix));

    const bool wellFormed = group.kind == TokenKind::String || group.kind == TokenKind::Bytes;
    token.kind = group.kind;
    // The parser rejects a malformed literal, so what is in it need not be read; when an unclosed
    // one took in the rest of the file, reading it would find more such, each doubling the text.
    if (!wellFormed) return;
    if (group.anyTemplate) {
        group.text += ",),";
        for (Origin& origin : group.origins) origin.at += static_cast<uint32_t>(group.text.size());
        group.arguments.insert(0, group.text);
        token.kind = TokenKind::Name;
        token.name = interner_.intern("__template__");
    }
    if (!group.arguments.empty()) {
        group.origins.insert(group.origins.begin(), {0, begin});
        if (!expand(group)) token.kind = TokenKind::OversizedFstring;
    }
    token.text = arena_.copy(group.text);
}

/// Makes the collected expressions the next input; the text around them follows. False when that
/// would be too much text: every level of nesting repeats what is in it.
bool Lexer::expand(Literals& group) {
    group.arguments += ')';
    if (atEnd()) group.arguments += '\n'; // every text ends in a line end, this one too
    const size_t size = group.arguments.size();
    expandedSize_ += size;
    if (expandedSize_ > kExpansionAllowance + kExpansionFactor * source_.text().size())
        return false;
    group.arguments.append(SourceBuffer::kPadding, '\0');
    auto expansion = std::make_unique<Expansion>();
    expansion->origins = std::move(group.origins);
    expansion->begin = arena_.copy(group.arguments).data();
    outer_.push_back(input_);
    input_ = {expansion->begin, expansion->begin + size, expansion.get()};
    expansions_.push_back(std::move(expansion));
    return true;
}

/// One literal, from its opening quote to past its closing one.
void Lexer::literalPiece(Literals& group, const Prefix& prefix) {
    const char quote = static_cast<char>(current());
    const auto quoteByte = static_cast<unsigned char>(quote);
    unsigned quotes = 1;
    advance();
    if (peek(0) == quoteByte && peek(1) == quoteByte) {
        advance();
        advance();
        quotes = 3;
    }
    const bool templ = prefix.isTemplate;
    if (prefix.format && group.arguments.empty()) group.arguments = ".format(";
    if (templ && group.arguments.empty()) group.text.append("((").append(quotes, quote);
    specDepth_ = 0;
    fieldCount_ = 0;
    nestedSpec_ = false;

    unsigned closing = 0;
    while (!atEnd() && (quotes > 1 || current() != '\n') && closing < quotes) {
        const unsigned char c = current();
        if (c == quoteByte) {
            ++closing;
            group.text += quote;
        } else if (templ && c == '\n') {
            group.text += "\\n"; // the text is scanned again as a literal
        } else {
            closing = 0;
            if (c == '{' && (prefix.format || templ)) {
                if (specDepth_ == 0) {
                    replacementField(group, prefix, quote, quotes);
                    continue;
                }
                ++specDepth_;
            }
            if (c == '\\' && templ) {
                group.text += '\\';
                if (!prefix.raw) advance();
                group.text += prefix.raw ? '\\' : static_cast<char>(current());
            } else if (c == '\\') {
                escape(group, prefix.raw);
            } else if (c == '}' && specDepth_ > 0) {
                if (--specDepth_ > 0) {
                    nestedSpec_ = true;
                    group.text += '}';
                } else {
                    ++fieldCount_;
                    if (nestedSpec_) group.arguments += 'f';
                    nestedSpec_ = false;
                    group.arguments += quote;
                    group.arguments.append(group.text, specStart_ + 1);
                    group.arguments.append({quote, ','});
                    group.text.resize(specStart_);
                }
            } else {
                group.text += static_cast<char>(c);
                if (templ && c == '}') {
                    if (peek(1) == '}')
                        advance();
                    else
                        group.spoil(TokenKind::MalformedFstring);
                }
            }
        }
        advance();
    }
    if (closing < quotes) group.spoil(TokenKind::UnclosedString);
    if (!templ) {
        group.text.resize(group.text.size() - closing);
        return;
    }
    if (specDepth_ > 0) group.spoil(TokenKind::MalformedFstring);
    if (1 + fieldCount_ * 4 > kMaxCallArguments) {
        group.arguments.insert(0, 1, '(');
        group.arguments += ')';
        for (Origin& origin : group.origins) ++origin.at;
    }
}

/// `{{`, or an expression up to its `:`, `}` or conversion, which goes to the arguments. The scan
/// knows no Python: it only counts square and curly brackets.
void Lexer::replacementField(Literals& group, const Prefix& prefix, char quote, unsigned quotes) {
    advance();
    if (current() == '{') {
        if (!prefix.isTemplate) group.text += '{';
        advance();
        group.text += '{';
        return;
    }
    std::string& arguments = group.arguments;
    arguments += '(';
    const size_t start = arguments.size();
    group.origins.push_back({static_cast<uint32_t>(start), offset()});
    unsigned depth = 0;
    while (!atEnd()) {
        const unsigned char c = current();
        if (depth == 0) {
            if (c == ':' || c == '}') break;
            const unsigned char after = peek(2);
            if (c == '!' && (peek(1) == 'r' || peek(1) == 's') && (after == ':' || after == '}'))
                break;
        }
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') --depth;
        arguments += static_cast<char>(c);
        advance();
    }
    const bool debug = arguments.back() == '=';
    if (debug) {
        group.text.append(arguments, start);
        arguments.pop_back();
    }
    if (prefix.isTemplate) {
        const auto blank = [](char c) { return hasClass(c, kSpace) || c == '\n' || c == '\r'; };
        while (blank(arguments.back())) arguments.pop_back();
    }
    if (arguments.size() == start) group.spoil(TokenKind::MalformedFstring);
    arguments += "),";
    if (prefix.isTemplate) templateField(group, start, debug, quote, quotes);
    group.text += '{';
}

/// What follows the value of a t-string field: its text, its conversion, and the start of its spec.
void Lexer::templateField(Literals& group, size_t argumentStart, bool debug, char quote,
                          unsigned quotes) {
    std::string& arguments = group.arguments;
    const std::string expression =
        arguments.substr(argumentStart, arguments.size() - argumentStart - 2);
    arguments += quote;
    for (char c : expression) {
        if (c == quote || c == '\\') arguments += '\\';
        arguments += c;
    }
    arguments.append({quote, ','});
    group.text.append(quotes, quote).append(",").append(quotes, quote);
    if (current() == '!') {
        advance();
        arguments.append({quote, static_cast<char>(current()), quote, ','});
        advance();
    } else if (debug && current() != ':') {
        arguments += "'r',";
    } else {
        arguments += "None,";
    }
    if (current() == ':') advance();
    specDepth_ = 1;
    specStart_ = group.text.size();
}

void Lexer::addCharacter(Literals& group, uint32_t c) {
    if (group.kind == TokenKind::String && c < 0x110000)
        appendUtf8(group.text, c);
    else if (group.kind == TokenKind::Bytes && c < 0x100)
        group.text += static_cast<char>(c);
    else
        group.spoil(TokenKind::Invalid);
}

bool Lexer::hexEscape(unsigned digits, uint32_t& value) {
    value = 0;
    for (; digits != 0; --digits) {
        advance();
        if (!isHexDigit(current())) return false;
        value = value << 4 | hexValue(current());
    }
    return true;
}

void Lexer::octalEscape(uint32_t& value) {
    value = current() - uint32_t{'0'};
    for (int more = 2; more > 0 && peek(1) >= '0' && peek(1) <= '7'; --more) {
        advance();
        value = value * 8 + (current() - uint32_t{'0'});
    }
}

/// A backslash and what it stands for, up to its last character.
void Lexer::escape(Literals& group, bool raw) {
    static constexpr std::string_view kLetters = "abtnvfr";
    static constexpr char kControls[] = {7, 8, 9, 10, 11, 12, 13};
    advance();
    uint32_t c = current();
    const size_t control = kLetters.find(static_cast<char>(c));
    if (raw) {
        group.text += '\\';
    } else if (c == '\n') {
        return;
    } else if (c == '\\' || c == '\'' || c == '"') {
    } else if (control != std::string_view::npos) {
        c = static_cast<unsigned char>(kControls[control]);
    } else if ((c == 'u' || c == 'U') && group.kind == TokenKind::Bytes) {
        group.text += '\\';
    } else if (c == 'x' || c == 'u' || c == 'U') {
        const unsigned digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
        if (!hexEscape(digits, c)) {
            group.spoil(TokenKind::Invalid);
            c = 0;
        }
    } else if (c == 'N') {
        group.spoil(TokenKind::NameEscape);
    } else if (c >= '0' && c <= '7') {
        octalEscape(c);
    } else {
        group.text += '\\'; // an unknown escape stands for itself
    }
    addCharacter(group, c);
}

} // namespace taipan
