#include <map>

#include "lint/report/report.h"
#include "support/report/width.h"
#include "support/text/utf8.h"

namespace taipan::lint {

namespace {
constexpr size_t kMaxLine = 160;

const char* colorOf(Level level) {
    return level == Level::Error     ? "\x1b[1;31m"
           : level == Level::Warning ? "\x1b[1;35m"
                                     : "\x1b[1;36m";
}

/// The source line with tabs as blanks, and the place underlined.
void appendPlace(std::string& out, const SourceBuffer& source, SourceSpan span, bool color) {
    const LineColumn at = source.lineColumn(span.begin);
    const std::string_view line = source.lineText(at.line);
    if (line.size() > kMaxLine || line.empty()) return;
    const std::string number = std::to_string(at.line);
    out += std::string(number.size() < 5 ? 5 - number.size() : 0, ' ') + number + " | ";
    std::string marks = "      | ";
    const uint32_t start = source.lineStart(at.line);
    for (size_t i = 0; i < line.size();) {
        const CodePoint point = firstCodePoint(line.substr(i));
        const bool marked =
            start + i >= span.begin && start + i < std::max(span.end, span.begin + 1);
        unsigned width = point.value == '\t' ? 4 : report::displayWidth(point.value);
        const bool control = point.value < 0x20 || point.value == 0x7f;
        if (point.value == '\t')
            out.append(width, ' ');
        else if (control) {
            out += kReplacementText;
            width = 1;
        } else
            out += line.substr(i, point.length);
        marks.append(width, marked ? '^' : ' ');
        i += point.length;
    }
    while (marks.ends_with(' ')) marks.pop_back();
    out += "\n" + std::string(color ? "\x1b[1;32m" : "") + marks + (color ? "\x1b[0m" : "") + "\n";
}
} // namespace

const char* levelName(Level level) {
    return level == Level::Error ? "error" : level == Level::Warning ? "warning" : "info";
}

std::string targetNames(const Finding& finding, const Options& options) {
    std::string names;
    for (size_t i = 0; i < options.targets.size(); ++i)
        if (finding.targets >> i & 1)
            names += (names.empty() ? "" : ", ") + options.targets[i].label;
    return names;
}

namespace {
/// The other findings that say the same: all of one cause.
std::vector<const Finding*> repeats(const FileReport& file, const Finding& finding) {
    std::vector<const Finding*> others;
    for (const Finding& other : *file.findings)
        if (other.code == finding.code && other.message == finding.message &&
            other.targets == finding.targets)
            others.push_back(&other);
    return others;
}

/// "= also on lines 3, 5, 8, 9 and 12 more".
void appendRepeats(std::string& out, const FileReport& file,
                   const std::vector<const Finding*>& others) {
    constexpr size_t kShown = 8;
    out += "      = also on lines ";
    for (size_t i = 1; i < others.size() && i <= kShown; ++i)
        out += (i > 1 ? ", " : "") +
               std::to_string(file.source->lineColumn(others[i]->span.begin).line);
    if (others.size() > kShown + 1)
        out += " and " + std::to_string(others.size() - kShown - 1) + " more";
    out += "\n";
}
} // namespace

void appendText(std::string& out, const FileReport& file, const Options& options, TextStyle style) {
    constexpr size_t kMost = 2; // of the same that are shown one by one
    std::map<std::pair<Code, std::string_view>, size_t> counts;
    if (style.fold)
        for (const Finding& finding : *file.findings) ++counts[{finding.code, finding.message}];
    for (const Finding& finding : *file.findings) {
        std::vector<const Finding*> others;
        if (style.fold && counts[{finding.code, finding.message}] > kMost)
            others = repeats(file, finding);
        const bool folded = others.size() > kMost;
        if (folded && others.front() != &finding) continue;
        const LineColumn at = file.source->lineColumn(finding.span.begin);
        const char* reset = style.color ? "\x1b[0m" : "";
        out += file.source->name() + ":" + std::to_string(at.line) + ":" +
               std::to_string(at.column) + ": ";
        out += std::string(style.color ? colorOf(finding.level) : "") + levelName(finding.level) +
               "[" + ruleRow(finding.code).code + "]" + reset + ": " + finding.message;
        if (style.manyTargets && finding.targets) out += " (" + targetNames(finding, options) + ")";
        out += "\n";
        appendPlace(out, *file.source, finding.span, style.color);
        if (!finding.hint.empty()) out += "      = " + finding.hint + "\n";
        if (folded) appendRepeats(out, file, others);
    }
}

} // namespace taipan::lint
