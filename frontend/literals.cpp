#include "frontend/literals.h"

#include "frontend/char_class.h"

namespace taipan {

namespace {
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

bool startsLiteral(const Cursor& cursor, LiteralPrefix& prefix) {
    const auto quote = [](unsigned char c) { return c == '\'' || c == '"'; };
    const unsigned char a = cursor.peek(0);
    prefix = {};
    if (quote(a)) return true;
    if (a != 'r' && a != 'u' && a != 'b' && a != 'f' && a != 't') return false;
    const unsigned char b = cursor.peek(1);
    if (quote(b)) {
        prefix.length = 1;
        prefix.raw = a == 'r';
        prefix.bytes = a == 'b';
        prefix.format = a == 'f';
        prefix.isTemplate = a == 't';
        return true;
    }
    const unsigned char other = a == 'r' ? b : a;
    if ((a == 'r') == (b == 'r') || a == 'u' || !quote(cursor.peek(2))) return false;
    if (other != 'b' && other != 'f' && other != 't') return false;
    prefix.length = 2;
    prefix.raw = true;
    prefix.bytes = other == 'b';
    prefix.format = other == 'f';
    prefix.isTemplate = other == 't';
    return true;
}

std::string_view lasting(Arena& arena, std::string text) {
    text += '\0';
    std::string_view kept = arena.copy(text);
    kept.remove_suffix(1);
    return kept;
}

void LiteralReader::read() {
    open();
    unsigned closing = 0; // quotes in a row, so far
    while (!cursor_.atEnd() && (quotes_ > 1 || cursor_.current() != '\n') && closing < quotes_) {
        if (plainText()) {
            closing = 0;
            continue;
        }
        const unsigned char c = cursor_.current();
        if (c == static_cast<unsigned char>(quote_)) {
            ++closing;
            keep();
        } else if (prefix_.isTemplate && c == '\n') {
            add("\\n"); // the text is scanned again as a literal
            cursor_.advance();
        } else {
            closing = 0;
            character(c);
        }
    }
    close(closing);
}

void LiteralReader::open() {
    const unsigned char quote = cursor_.current();
    quote_ = static_cast<char>(quote);
    const bool first = group_.behind.empty();
    if (prefix_.format && first) make(".format(");
    cursor_.advance();
    if (cursor_.peek(0) == quote && cursor_.peek(1) == quote) {
        cursor_.advance();
        cursor_.advance();
        quotes_ = 3;
    }
    if (prefix_.isTemplate && first) group_.text.append("((").append(quotes_, quote_);
}

/// The end of the literal, behind `quotes` of those that close it.
void LiteralReader::close(unsigned quotes) {
    constexpr size_t kMaxCallArguments = 255;
    if (quotes < quotes_) group_.spoil(TokenKind::UnclosedString);
    if (!prefix_.isTemplate) {
        group_.text.resize(group_.text.size() - quotes);
        return;
    }
    if (specDepth_ > 0) group_.spoil(TokenKind::MalformedFstring);
    if (1 + fields_ * 4 > kMaxCallArguments) {
        const Stretch open = Stretch::made("(", cursor_.offset());
        group_.behind.insert(group_.behind.begin(), open);
        make(")");
    }
}

/// Takes what stands for itself, at the cursor, into the text; false when nothing does.
bool LiteralReader::plainText() {
    if (specDepth_ > 0) return false;
    const char* from = cursor_.at();
    const char* at = from;
    while (at < cursor_.end() && hasClass(*at, kPlain) && !hasClass(*at, kBrace)) ++at;
    group_.text.append(from, at);
    cursor_.moveTo(at);
    return at != from;
}

/// One that is neither a quote of the literal nor, in a template, a line end.
void LiteralReader::character(unsigned char c) {
    if (c == '{' && prefix_.hasFields()) {
        if (specDepth_ == 0) return field();
        ++specDepth_;
    }
    if (c == '\\') return prefix_.isTemplate ? templateEscape() : escape();
    if (c == '}' && specDepth_ > 0) return closeBrace();
    keep();
    if (c != '}' || !prefix_.isTemplate) return;
    if (cursor_.current() == '}')
        cursor_.advance();
    else
        group_.spoil(TokenKind::MalformedFstring);
}

/// The next character belongs to the text.
void LiteralReader::keep() {
    if (specDepth_ > 0) return cursor_.take(spec_);
    group_.text += static_cast<char>(cursor_.current());
    cursor_.advance();
}

/// Adds what the source does not have to the text.
void LiteralReader::add(std::string_view made) {
    if (specDepth_ > 0)
        spec_.push_back(Stretch::made(made, cursor_.offset()));
    else
        group_.text += made;
}

/// Puts text that lasts behind the literal.
void LiteralReader::make(std::string_view lasting) {
    group_.behind.push_back(Stretch::made(lasting, cursor_.offset()));
}

void LiteralReader::templateEscape() {
    if (prefix_.raw) {
        add("\\\\");
        cursor_.advance();
    } else {
        keep();
        keep();
    }
}

/// A backslash and what it stands for.
void LiteralReader::escape() {
    cursor_.advance();
    const uint32_t c = cursor_.current();
    if (prefix_.raw) {
        group_.text += '\\';
        addCharacter(c);
    } else if (c != '\n') {
        unescape(c);
    }
    cursor_.advance();
}

/// What stands for a backslash and `c`, up to its last character.
void LiteralReader::unescape(uint32_t c) {
    static constexpr std::string_view kLetters = "abtnvfr";
    static constexpr char kControls[] = {7, 8, 9, 10, 11, 12, 13};
    const size_t control = kLetters.find(static_cast<char>(c));
    if (c == '\\' || c == '\'' || c == '"') {
    } else if (control != std::string_view::npos) {
        c = static_cast<unsigned char>(kControls[control]);
    } else if ((c == 'u' || c == 'U') && group_.kind == TokenKind::Bytes) {
        group_.text += '\\';
    } else if (c == 'x' || c == 'u' || c == 'U') {
        const unsigned digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
        if (!hexEscape(digits, c)) {
            group_.spoil(TokenKind::Invalid);
            c = 0;
        }
    } else if (c == 'N') {
        group_.spoil(TokenKind::NameEscape);
    } else if (c >= '0' && c <= '7') {
        octalEscape(c);
    } else {
        group_.text += '\\'; // an unknown escape stands for itself
    }
    addCharacter(c);
}

bool LiteralReader::hexEscape(unsigned digits, uint32_t& value) {
    value = 0;
    for (; digits != 0; --digits) {
        cursor_.advance();
        if (!isHexDigit(cursor_.current())) return false;
        value = value << 4 | hexValue(cursor_.current());
    }
    return true;
}

void LiteralReader::octalEscape(uint32_t& value) {
    const auto digit = [](unsigned char c) { return c >= '0' && c <= '7'; };
    value = cursor_.current() - uint32_t{'0'};
    for (int more = 2; more > 0 && digit(cursor_.peek(1)); --more) {
        cursor_.advance();
        value = value * 8 + (cursor_.current() - uint32_t{'0'});
    }
}

void LiteralReader::addCharacter(uint32_t c) {
    if (group_.kind == TokenKind::String && c < 0x110000)
        appendUtf8(group_.text, c);
    else if (group_.kind == TokenKind::Bytes && c < 0x100)
        group_.text += static_cast<char>(c);
    else
        group_.spoil(TokenKind::Invalid);
}

} // namespace taipan
