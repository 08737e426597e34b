#include "support/report/report.h"
#include "support/report/utf8.h"

namespace taipan::report {

namespace {
void appendNumber(std::string& out, std::string_view key, uint32_t value) {
    out.append(",\"").append(key).append("\":").append(std::to_string(value));
}

void appendText(std::string& out, std::string_view key, std::string_view value) {
    out.append(",\"").append(key).append("\":");
    appendJsonString(out, value);
}
} // namespace

void appendJsonString(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    while (!text.empty()) {
        const CodePoint c = firstCodePoint(text);
        if (c.value == '"' || c.value == '\\') {
            out += '\\';
            out += static_cast<char>(c.value);
        } else if (c.value == '\n') {
            out += "\\n";
        } else if (c.value < 0x20 || c.value == 0x7f) {
            out += "\\u00";
            out += hex[c.value >> 4];
            out += hex[c.value & 15];
        } else if (c.value == kReplacement) {
            out += kReplacementText;
        } else {
            out += text.substr(0, c.length);
        }
        text.remove_prefix(c.length);
    }
    out += '"';
}

void appendJson(std::string& out, const SourceBuffer& source, const Diagnostic& found) {
    const LineColumn begin = source.lineColumn(found.span.begin);
    const LineColumn end = source.lineColumn(std::max(found.span.begin, found.span.end));
    out += "{\"file\":";
    appendJsonString(out, source.name());
    appendText(out, "severity", severityName(found.severity));
    appendText(out, "code", diagInfo(found.id).code);
    appendText(out, "message", found.message);
    if (!found.hint.empty()) appendText(out, "hint", found.hint);
    appendNumber(out, "line", begin.line);
    appendNumber(out, "column", begin.column);
    appendNumber(out, "endLine", end.line);
    appendNumber(out, "endColumn", end.column);
    appendNumber(out, "begin", found.span.begin);
    appendNumber(out, "end", std::max(found.span.begin, found.span.end));
    out += "}\n";
}

} // namespace taipan::report
