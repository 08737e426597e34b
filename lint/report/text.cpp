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

/// The first of the file that says the same.
const Finding* firstOf(const FileReport& file, const Finding& finding) {
    return repeats(file, finding).front();
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

namespace {
constexpr size_t kMost = 2;      // of the same in a file that are shown one by one
constexpr size_t kMostFiles = 3; // with the same in which it is shown
constexpr size_t kNamed = 3;     // of the others that are named

/// What makes findings the same: one cause.
struct Cause {
    Code code;
    std::string_view message;
    uint64_t targets;
    auto operator<=>(const Cause&) const = default;
};
Cause causeOf(const Finding& finding) {
    return {finding.code, finding.message, finding.targets};
}

/// The files that have the same, in their order.
using FilesOfCause = std::map<Cause, std::vector<const FileReport*>>;
FilesOfCause filesOfCauses(const std::vector<FileReport>& files) {
    FilesOfCause found;
    for (const FileReport& file : files)
        for (const Finding& finding : *file.findings) {
            auto& list = found[causeOf(finding)];
            if (list.empty() || list.back() != &file) list.push_back(&file);
        }
    return found;
}

/// "= and in 12 more files: a.py, b.py, c.py, …".
void appendFiles(std::string& out, const std::vector<const FileReport*>& files) {
    out += "      = and in " + std::to_string(files.size() - 1) + " more files: ";
    for (size_t i = 1; i < files.size() && i <= kNamed; ++i)
        out += (i > 1 ? ", " : "") + files[i]->source->name();
    out += files.size() > kNamed + 1 ? ", …\n" : "\n";
}

void appendFinding(std::string& out, const FileReport& file, const Finding& finding,
                   const Options& options, TextStyle style) {
    const LineColumn at = file.source->lineColumn(finding.span.begin);
    const char* reset = style.color ? "\x1b[0m" : "";
    out += file.source->name() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) +
           ": ";
    out += std::string(style.color ? colorOf(finding.level) : "") + levelName(finding.level) + "[" +
           ruleRow(finding.code).code + "]" + reset + ": " + finding.message;
    if (style.manyTargets && finding.targets) out += " (" + targetNames(finding, options) + ")";
    out += "\n";
    appendPlace(out, *file.source, finding.span, style.color);
    if (!finding.proof.empty()) out += "      = when run here: " + finding.proof + "\n";
    if (!finding.hint.empty()) out += "      = " + finding.hint + "\n";
}
} // namespace

void appendText(std::string& out, const std::vector<FileReport>& files, const Options& options,
                TextStyle style) {
    const FilesOfCause all = style.fold ? filesOfCauses(files) : FilesOfCause();
    for (const FileReport& file : files) {
        std::map<Cause, size_t> counts;
        if (style.fold)
            for (const Finding& finding : *file.findings) ++counts[causeOf(finding)];
        for (const Finding& finding : *file.findings) {
            const auto same = all.find(causeOf(finding));
            const bool inMany = same != all.end() && same->second.size() > kMostFiles;
            if (inMany && same->second.front() != &file) continue;
            std::vector<const Finding*> others;
            if (style.fold && counts[causeOf(finding)] > kMost) others = repeats(file, finding);
            if (!others.empty() && others.front() != &finding) continue;
            appendFinding(out, file, finding, options, style);
            if (!others.empty()) appendRepeats(out, file, others);
            if (inMany && &finding == firstOf(file, finding)) appendFiles(out, same->second);
        }
    }
}

} // namespace taipan::lint
