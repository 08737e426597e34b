#include <algorithm>

#include "lint/lint.h"

namespace taipan::lint {

std::string applyFixes(std::string_view text, const std::vector<Finding>& findings, bool unsafe,
                       size_t& count) {
    std::vector<const Edit*> edits;
    count = 0;
    const auto overlaps = [&](const Edit& edit) {
        return std::any_of(edits.begin(), edits.end(), [&](const Edit* other) {
            return edit.span.begin < other->span.end && other->span.begin < edit.span.end;
        });
    };
    for (const Finding& finding : findings) {
        if (!finding.fix.exists() || (!finding.fix.safe && !unsafe)) continue;
        if (std::any_of(finding.fix.edits.begin(), finding.fix.edits.end(), overlaps)) continue;
        for (const Edit& edit : finding.fix.edits) edits.push_back(&edit);
        ++count;
    }
    std::stable_sort(edits.begin(), edits.end(),
                     [](const Edit* a, const Edit* b) { return a->span.begin < b->span.begin; });
    std::string out;
    uint32_t at = 0;
    for (const Edit* edit : edits) {
        if (edit->span.begin < at) continue;
        out += text.substr(at, edit->span.begin - at);
        out += edit->text;
        at = edit->span.end;
    }
    out += text.substr(std::min<size_t>(at, text.size()));
    return out;
}

namespace {
std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back(text.substr(0, end + 1));
        text.remove_prefix(end + 1);
    }
    return lines;
}

void addLine(std::string& out, char sign, std::string_view line) {
    out += sign;
    out += line;
    if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}
} // namespace

std::string unifiedDiff(std::string_view before, std::string_view after, std::string_view path) {
    constexpr size_t kContext = 3;
    const auto a = linesOf(before), b = linesOf(after);
    if (a == b) return {};
    // Fixes never add or take lines, but for the rare one that does: then the rest is one hunk.
    std::string out = "--- " + std::string(path) + "\n+++ " + std::string(path) + "\n";
    const bool same = a.size() == b.size();
    size_t at = 0;
    while (at < a.size() || at < b.size()) {
        while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
        if (at >= a.size() && at >= b.size()) break;
        size_t last = at; // behind the last changed line of the hunk
        for (size_t i = at; same && i < a.size() && i <= last + 2 * kContext; ++i)
            if (a[i] != b[i]) last = i + 1;
        const size_t lastA = same ? last : a.size(), lastB = same ? last : b.size();
        const size_t first = at > kContext ? at - kContext : 0;
        const size_t endA = std::min(a.size(), lastA + kContext),
                     endB = std::min(b.size(), lastB + kContext);
        out += "@@ -" + std::to_string(first + 1) + "," + std::to_string(endA - first) + " +" +
               std::to_string(first + 1) + "," + std::to_string(endB - first) + " @@\n";
        for (size_t i = first; i < at; ++i) addLine(out, ' ', a[i]);
        // Runs of changed lines, with the unchanged ones between them.
        for (size_t i = at; i < std::max(lastA, lastB);) {
            if (same && a[i] == b[i]) {
                addLine(out, ' ', a[i++]);
                continue;
            }
            size_t end = i;
            while (end < std::max(lastA, lastB) && !(same && a[end] == b[end])) ++end;
            for (size_t k = i; k < std::min(end, a.size()); ++k) addLine(out, '-', a[k]);
            for (size_t k = i; k < std::min(end, b.size()); ++k) addLine(out, '+', b[k]);
            i = end;
        }
        for (size_t i = lastA; i < endA; ++i) addLine(out, ' ', a[i]);
        at = std::max(lastA, lastB);
        if (!same) break;
    }
    return out;
}

} // namespace taipan::lint
