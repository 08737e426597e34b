#include <algorithm>

#include "support/report/report.h"
#include "support/report/width.h"
#include "support/text/json.h"
#include "support/text/quote.h"

namespace taipan::report {

namespace {
constexpr unsigned kTabWidth = 4;
constexpr uint32_t kContextBytes = 1024; // enough on either side of the place for any width
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

// ANSI codes; the same places take empty strings without colour.
struct Palette {
    std::string_view place, error, warning, gutter, hint, reset;
};
constexpr Palette kPlain{};
constexpr Palette kColored{"\x1b[1m",  "\x1b[1;31m", "\x1b[1;35m",
                           "\x1b[34m", "\x1b[36m",   "\x1b[0m"};

/// A source line as the terminal shows it, and which of its columns are underlined.
struct QuotedLine {
    std::string text;
    unsigned caretColumn = 0; // 0-based
    unsigned caretWidth = 1;
};

struct Cell {
    std::string text;
    unsigned width;
    uint32_t offset; // of its first byte in the source
};

std::vector<Cell> cells(std::string_view text, uint32_t offset) {
    std::vector<Cell> row;
    unsigned column = 0;
    while (!text.empty()) {
        const CodePoint c = firstCodePoint(text);
        Cell cell{std::string(text.substr(0, c.length)), displayWidth(c.value), offset};
        if (c.value == '\t') {
            cell.width = kTabWidth - column % kTabWidth;
            cell.text.assign(cell.width, ' ');
        } else if (isUnsafeOnTerminal(c.value)) {
            cell = {std::string(kReplacementText), 1, offset};
        }
        column += cell.width;
        row.push_back(std::move(cell));
        text.remove_prefix(c.length);
        offset += c.length;
    }
    return row;
}

/// Cuts the row to `width` columns around the place [caret, caretEnd) and joins it.
QuotedLine fit(const std::vector<Cell>& row, size_t caret, size_t caretEnd, bool cutBefore,
               bool cutAfter, unsigned width) {
    std::vector<unsigned> before(row.size() + 1); // columns in front of each cell
    for (size_t i = 0; i < row.size(); ++i) before[i + 1] = before[i] + row[i].width;
    const auto columns = [&](size_t from, size_t to) { return before[to] - before[from]; };
    size_t first = 0;
    size_t last = row.size();
    if (columns(0, row.size()) > width) {
        while (first < caret && columns(first, caret) > width / 3) ++first;
        while (first > 0 && columns(first - 1, row.size()) <= width) --first;
        last = first;
        while (last < row.size() && columns(first, last + 1) <= width) ++last;
    }
    QuotedLine line;
    if (first > 0 || cutBefore) {
        line.text += kEllipsis;
        line.caretColumn = 1;
    }
    for (size_t i = first; i < last; ++i) line.text += row[i].text;
    if (last < row.size() || cutAfter) line.text += kEllipsis;
    line.caretColumn += columns(first, caret);
    line.caretWidth = std::max(1U, columns(caret, std::max(caret, std::min(caretEnd, last))));
    return line;
}

QuotedLine quote(const SourceBuffer& source, uint32_t lineNumber, SourceSpan span, unsigned width) {
    const uint32_t lineStart = source.lineStart(lineNumber);
    const std::string_view whole = source.lineText(lineNumber);
    const uint32_t lineEnd = lineStart + static_cast<uint32_t>(whole.size());
    const uint32_t begin = std::min(span.begin, lineEnd);
    uint32_t from = begin - lineStart > kContextBytes ? begin - kContextBytes : lineStart;
    uint32_t to = lineEnd - begin > kContextBytes ? begin + kContextBytes : lineEnd;
    const auto inside = [&](uint32_t at) { // in the middle of a code point
        return at > lineStart && at < lineEnd && isContinuation(whole[at - lineStart]);
    };
    while (inside(from)) --from;
    while (inside(to)) ++to;
    const std::vector<Cell> row = cells(whole.substr(from - lineStart, to - from), from);
    const auto at = [&](uint32_t offset) {
        const auto cell = std::lower_bound(row.begin(), row.end(), offset,
                                           [](const Cell& c, uint32_t o) { return c.offset < o; });
        return static_cast<size_t>(cell - row.begin());
    };
    return fit(row, at(begin), at(std::min(span.end, to)), from > lineStart, to < lineEnd, width);
}
} // namespace

void appendRich(std::string& out, const SourceBuffer& source, const Diagnostic& found,
                RichStyle style) {
    const Palette& color = style.color ? kColored : kPlain;
    const LineColumn place = source.lineColumn(found.span.begin);
    const std::string number = std::to_string(place.line);
    out += color.place;
    appendVisible(out, source.name());
    out.append(":").append(number).append(":").append(std::to_string(place.column)).append(": ");
    out.append(color.reset);
    out += found.severity == Severity::Error ? color.error : color.warning;
    out.append(severityName(found.severity)).append("[").append(diagInfo(found.id).code);
    out.append("]").append(color.reset).append(": ");
    appendVisible(out, found.message);

    const QuotedLine line = quote(source, place.line, found.span, style.width);
    const std::string margin(std::max<size_t>(5, number.size()), ' ');
    out.append("\n").append(color.gutter);
    out.append(margin.size() - number.size(), ' ').append(number).append(" |").append(color.reset);
    if (!line.text.empty()) out.append(" ").append(line.text);
    out.append("\n").append(color.gutter).append(margin).append(" |").append(color.reset);
    out.append(line.caretColumn + 1, ' ').append(color.error).append("^");
    out.append(line.caretWidth - 1, '~').append(color.reset).append("\n");
    if (found.hint.empty()) return;
    out.append(color.hint).append("hint:").append(color.reset).append(" ");
    appendVisible(out, found.hint);
    out += '\n';
}

static void appendFileError(std::string& out, Format format, std::string_view code,
                            std::string_view file, uint32_t line, uint32_t column,
                            std::string_view message, Severity severity = Severity::Error) {
    const char* const kind = severity == Severity::Error ? "error" : "warning";
    if (format == Format::Json) {
        JsonWriter json(out);
        json.beginObject();
        json.member("file", file);
        json.member("severity", kind);
        json.member("code", code);
        json.member("message", message);
        if (line != 0) json.member("line", line);
        if (column != 0) json.member("column", column);
        json.endObject();
        out += '\n';
        return;
    }
    appendVisible(out, file);
    if (line != 0) out.append(":").append(std::to_string(line));
    if (column != 0) out.append(":").append(std::to_string(column));
    out.append(": ").append(kind).append(": ");
    appendVisible(out, message);
    out += '\n';
}

void appendPlain(std::string& out, Format format, std::string_view file, std::string_view message) {
    appendFileError(out, format, "io", file, 0, 0, message);
}

void appendPlaced(std::string& out, Format format, std::string_view file, uint32_t line,
                  uint32_t column, std::string_view message, Severity severity,
                  std::string_view code) {
    appendFileError(out, format, code, file, line, column, message, severity);
}

void appendIncludedFrom(std::string& out, std::string_view file, uint32_t line) {
    out += "    included from ";
    appendVisible(out, file);
    out.append(":").append(std::to_string(line)).append("\n");
}

} // namespace taipan::report
