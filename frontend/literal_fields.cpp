// The fields of f-strings and t-strings.

#include "frontend/char_class.h"
#include "frontend/literals.h"

namespace taipan {

namespace {
char lastOf(const std::vector<Stretch>& text) {
    return text.back().end[-1];
}

void dropLast(std::vector<Stretch>& text) {
    if (--text.back().end == text.back().at) text.pop_back();
}
} // namespace

/// `{{`, or a field, of which an f-string's text keeps the specification.
void LiteralReader::field() {
    cursor_.advance();
    if (cursor_.current() == '{') {
        group_.text += prefix_.isTemplate ? "{" : "{{";
        cursor_.advance();
        return;
    }
    std::vector<Stretch>& behind = group_.behind;
    make("(");
    const size_t first = behind.size();
    expression();
    const bool debug = lastOf(behind) == '=';
    if (debug) {
        group_.text += textOf(behind.data() + first, behind.data() + behind.size());
        dropLast(behind);
    }
    if (prefix_.isTemplate) {
        const auto isBlank = [](char c) { return hasClass(c, kSpace) || isNewline(c); };
        while (isBlank(lastOf(behind))) dropLast(behind);
    }
    if (behind.size() == first) group_.spoil(TokenKind::MalformedFstring);
    if (prefix_.isTemplate) {
        templateField(first, debug);
    } else {
        make("),");
        group_.text += '{';
    }
}

bool LiteralReader::atExpressionEnd() const {
    const unsigned char c = cursor_.current();
    if (c == ':' || c == '}') return true;
    const unsigned char conversion = cursor_.peek(1), after = cursor_.peek(2);
    return c == '!' && (conversion == 'r' || conversion == 's') && (after == ':' || after == '}');
}

/// Takes an expression up to its `:`, `}` or conversion. Stock knows no Python here: it only counts
/// square and curly brackets.
void LiteralReader::expression() {
    unsigned depth = 0;
    while (!cursor_.atEnd() && (depth != 0 || !atExpressionEnd())) {
        const unsigned char c = cursor_.current();
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') --depth;
        cursor_.take(group_.behind);
    }
}

/// What follows the value of a t-string field, which is the text behind the `first` stretches: its
/// text, its conversion, and the start of its specification. `debug`: it ended in `=`.
void LiteralReader::templateField(size_t first, bool debug) {
    const std::vector<Stretch>& behind = group_.behind;
    std::string made = {')', ',', quote_};
    for (char c : textOf(behind.data() + first, behind.data() + behind.size())) {
        if (c == quote_ || c == '\\') made += '\\';
        made += c;
    }
    made.append({quote_, ','});
    group_.text.append(quotes_, quote_).append(",").append(quotes_, quote_);
    const uint32_t place = cursor_.offset();
    if (cursor_.current() == '!') {
        cursor_.advance();
        made.append({quote_, static_cast<char>(cursor_.current()), quote_, ','});
        cursor_.advance();
    } else if (debug && cursor_.current() != ':') {
        made += "'r',";
    } else {
        made += "None,";
    }
    if (cursor_.current() == ':') cursor_.advance();
    specDepth_ = 1;
    specPlace_ = cursor_.offset();
    group_.behind.push_back(Stretch::made(lasting(arena_, std::move(made)), place));
}

/// The end of a field in a t-string's specification, or of the specification and its field.
void LiteralReader::closeBrace() {
    if (specDepth_ > 1) {
        keep();
        --specDepth_;
        nestedSpec_ = true;
        return;
    }
    specDepth_ = 0;
    const bool single = quote_ == '\'';
    const std::string_view opening = single ? "f'" : "f\"";
    group_.behind.push_back(Stretch::made(opening.substr(nestedSpec_ ? 0 : 1), specPlace_));
    group_.behind.insert(group_.behind.end(), spec_.begin(), spec_.end());
    make(single ? "'," : "\",");
    spec_.clear();
    nestedSpec_ = false;
    ++fields_;
    cursor_.advance();
}

} // namespace taipan
