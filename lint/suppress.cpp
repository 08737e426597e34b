#include "lint/suppress.h"

#include <algorithm>

namespace taipan::lint {

namespace {
struct Suppression {
    SourceSpan span;
    uint32_t first = 0, last = 0; // lines
    std::vector<Code> codes;      // none: all
    bool own = false;             // written for this linter
    bool used = false;
};

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

class Reader {
  public:
    Reader(const SourceBuffer& source, const std::vector<bool>& enabled)
        : source_(source), enabled_(enabled) {}

    std::vector<Suppression> run(const std::vector<Comment>& comments) {
        for (const Comment& comment : comments) read(comment.span);
        return std::move(found_);
    }

  private:
    void read(SourceSpan span) {
        const std::string_view text = source_.text().substr(span.begin, span.end - span.begin);
        if (const size_t at = text.find("mp:"); at != text.npos && trim(text.substr(0, at)).empty())
            return own(span, trim(text.substr(at + 3)));
        if (const size_t at = text.find("noqa"); at != text.npos)
            noqa(span, trim(text.substr(at + 4)));
    }

    Suppression& add(SourceSpan span, bool own) {
        Suppression& row = found_.emplace_back();
        row.span = {span.begin - 1, span.end};
        row.first = row.last = source_.lineColumn(span.begin).line;
        row.own = own;
        return row;
    }

    /// `ignore[MP1002,…]`, `ignore-next`, `ignore-file`.
    void own(SourceSpan span, std::string_view words) {
        if (!words.starts_with("ignore")) return;
        words.remove_prefix(6);
        Suppression& row = add(span, true);
        if (words.starts_with("-next")) {
            ++row.first;
            ++row.last;
            words.remove_prefix(5);
        } else if (words.starts_with("-file")) {
            row.first = 0;
            row.last = ~0U;
            words.remove_prefix(5);
        }
        if (!words.starts_with("[")) return;
        const size_t end = words.find(']');
        codes(row, words.substr(1, end == words.npos ? end : end - 1), true);
    }

    /// `noqa`, `noqa: MP3001, E501`.
    void noqa(SourceSpan span, std::string_view words) {
        Suppression& row = add(span, false);
        if (!words.starts_with(":")) return;
        codes(row, words.substr(1), false);
        row.own = std::any_of(row.codes.begin(), row.codes.end(),
                              [](Code code) { return code != Code::Count_; });
    }

    void codes(Suppression& row, std::string_view list, bool strict) {
        while (!list.empty()) {
            const size_t end = std::min(list.find_first_of(", "), list.size());
            const std::string_view word = trim(list.substr(0, end));
            list.remove_prefix(std::min(end + 1, list.size()));
            if (word.empty()) continue;
            const Code code = findRule(word);
            if (code == Code::Count_ && (strict || word.starts_with("MP"))) unknown(row.span, word);
            row.codes.push_back(code); // also of other linters: then it is not for all
        }
    }

    void unknown(SourceSpan span, std::string_view word) {
        if (!enabled_[static_cast<size_t>(Code::MP9002)]) return;
        Finding finding;
        finding.code = Code::MP9002;
        finding.level = Level::Warning;
        finding.span = span;
        finding.message = "there is no rule '" + std::string(word) + "'";
        extra_.push_back(std::move(finding));
    }

  public:
    std::vector<Finding> extra_;

  private:
    const SourceBuffer& source_;
    const std::vector<bool>& enabled_;
    std::vector<Suppression> found_;
};

bool covers(Suppression& row, const Finding& finding, uint32_t line) {
    if (line < row.first || line > row.last) return false;
    if (!row.codes.empty() &&
        std::find(row.codes.begin(), row.codes.end(), finding.code) == row.codes.end())
        return false;
    row.used = true;
    return true;
}
} // namespace

void suppress(const SourceBuffer& source, const std::vector<Comment>& comments,
              std::vector<Finding>& findings, const std::vector<bool>& enabled, Notes& notes) {
    if (comments.empty()) return;
    Reader reader(source, enabled);
    std::vector<Suppression> rows = reader.run(comments);
    std::erase_if(findings, [&](const Finding& finding) {
        const uint32_t line = source.lineColumn(finding.span.begin).line;
        bool hidden = false;
        for (Suppression& row : rows) {
            if (!covers(row, finding, line)) continue;
            hidden = true;
            if (notes.wantSilences)
                notes.silences.push_back(
                    {finding.span, std::string(ruleRow(finding.code).code) + ": " + finding.message,
                     "the comment on line " + std::to_string(source.lineColumn(row.span.end).line) +
                         " says so"});
        }
        return hidden;
    });
    for (Finding& finding : reader.extra_) findings.push_back(std::move(finding));
    if (!enabled[static_cast<size_t>(Code::MP9001)]) return;
    for (const Suppression& row : rows) {
        const bool known =
            row.codes.empty() || std::any_of(row.codes.begin(), row.codes.end(),
                                             [](Code code) { return code != Code::Count_; });
        if (row.used || !row.own || !known) continue;
        Finding finding;
        finding.code = Code::MP9001;
        finding.level = Level::Warning;
        finding.span = row.span;
        finding.message = "this comment silences nothing";
        finding.fix = {{{row.span, ""}}, true};
        findings.push_back(std::move(finding));
    }
}

} // namespace taipan::lint
