#include "src/driver/lint/output.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <unistd.h>

#include "lint/report/report.h"
#include "src/driver/module_file.h"
#include "support/host/files.h"

namespace taipan::driver {

using namespace lint_status;

int lintUsage(const std::string& message) {
    std::fprintf(stderr, "taipan lint: %s\n", message.c_str());
    return kUsage;
}

namespace {
bool isTerminal(int descriptor) {
    return ::isatty(descriptor) != 0 && std::getenv("NO_COLOR") == nullptr;
}

/// A heading for each thing that may happen to the program, the worst first.
std::string renderByConsequence(const std::vector<lint::FileReport>& files,
                                const lint::Options& options, lint::TextStyle style) {
    std::string out;
    for (size_t i = 0; i <= static_cast<size_t>(lint::Consequence::Tool); ++i) {
        const auto consequence = static_cast<lint::Consequence>(i);
        std::vector<std::vector<lint::Finding>> parts(files.size());
        std::vector<lint::FileReport> reports;
        size_t count = 0;
        for (size_t k = 0; k < files.size(); ++k) {
            for (const lint::Finding& finding : *files[k].findings)
                if (lint::ruleRow(finding.code).consequence == consequence)
                    parts[k].push_back(finding);
            count += parts[k].size();
            reports.push_back({files[k].source, &parts[k]});
        }
        if (!count) continue;
        out += (out.empty() ? "" : "\n") + std::string(lint::consequenceName(consequence)) + ": " +
               std::to_string(count) + "\n\n";
        lint::appendText(out, reports, options, style);
    }
    return out;
}
} // namespace

std::string renderFindings(const LintSettings& settings,
                           const std::vector<lint::FileResult>& results,
                           const lint::Options& options) {
    std::vector<lint::FileReport> files;
    for (const lint::FileResult& result : results)
        files.push_back({result.source.get(), &result.findings});
    std::string out;
    const lint::TextStyle style{isTerminal(STDOUT_FILENO), options.targets.size() > 1,
                                !settings.all};
    if (settings.format == "sarif")
        lint::appendSarif(out, files, options);
    else if (settings.format == "github")
        lint::appendGitHub(out, files, options);
    else if (settings.format == "gitlab")
        lint::appendGitLab(out, files, options);
    else if (settings.format == "junit")
        lint::appendJUnit(out, files, options);
    else if (settings.format == "json")
        for (const lint::FileReport& file : files) lint::appendJson(out, file, options);
    else if (settings.byConsequence)
        out = renderByConsequence(files, options, style);
    else
        lint::appendText(out, files, options, style);
    return out;
}

std::string lintStatistics(const std::vector<lint::FileResult>& results) {
    std::map<lint::Code, size_t> counts;
    for (const lint::FileResult& result : results)
        for (const lint::Finding& finding : result.findings) ++counts[finding.code];
    std::string out;
    for (const auto& [code, count] : counts)
        out += std::to_string(count) + "\t" + lint::ruleRow(code).code + "\t" +
               lint::ruleRow(code).slug + "\n";
    return out;
}

int lintSummary(const LintSettings& settings, const std::vector<lint::FileResult>& results) {
    std::array<size_t, 4> counts{};
    for (const lint::FileResult& result : results)
        for (const lint::Finding& finding : result.findings)
            ++counts[static_cast<size_t>(finding.level)];
    if (settings.statistics) printOut(lintStatistics(results));
    if (!settings.quiet && settings.format == "text")
        std::fprintf(stderr, "taipan lint: %zu files, %zu errors, %zu warnings, %zu hints\n",
                     results.size(), counts[0], counts[1], counts[2]);
    return counts[0] + counts[1] ? kFound : kClean;
}

int applyLintFixes(const LintSettings& settings, const std::vector<LintFile>& files,
                   const std::vector<lint::FileResult>& results) {
    std::string diffs;
    size_t fixed = 0;
    for (size_t i = 0; i < files.size(); ++i) {
        size_t count = 0;
        const std::string text =
            lint::applyFixes(files[i].text, results[i].findings, settings.unsafe, count);
        if (!count || text == files[i].text) continue;
        fixed += count;
        if (settings.diff) {
            diffs += lint::unifiedDiff(files[i].text, text, files[i].path);
            continue;
        }
        if (files[i].path == "<stdin>") {
            diffs += text;
            continue;
        }
        const std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(text.data()),
                                             text.size());
        if (!host::writeFile(files[i].path, bytes).ok())
            return lintUsage("cannot write " + files[i].path);
    }
    printOut(diffs);
    if (!settings.quiet)
        std::fprintf(stderr, "taipan lint: %zu fixes%s\n", fixed, settings.diff ? " shown" : "");
    return kClean;
}

namespace {
struct Place {
    std::string file;
    uint32_t line = 0;
};

bool readPlace(const std::string& text, Place& place) {
    const size_t colon = text.rfind(':');
    if (colon == text.npos || colon == 0) return false;
    place.file = text.substr(0, colon);
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data() + colon + 1, end, place.line);
    return error == std::errc() && at == end && place.line > 0;
}

/// The rules of a per-file pattern that take the finding out; "" for none.
std::string ignoredBy(const LintConfig& config, const std::string& path, lint::Code code) {
    for (const auto& [pattern, rules] : config.perFileIgnores) {
        std::vector<bool> off = lint::defaultRules();
        lint::selectRules(off, rules, false);
        if (!off[static_cast<size_t>(code)] && matches(pattern, pathBelow(config.folder, path)))
            return config.path + " says so for '" + pattern + "'";
    }
    return {};
}
} // namespace

int explainSilence(const std::string& text, const std::vector<LintFile>& files,
                   lint::Options options, const LintConfig& config) {
    Place place;
    if (!readPlace(text, place)) return lintUsage("'" + text + "' is not FILE:LINE");
    const auto file = std::find_if(files.begin(), files.end(),
                                   [&](const LintFile& one) { return one.path == place.file; });
    if (file == files.end()) return lintUsage("cannot read " + place.file);
    options.wantSilences = true;
    const std::vector<bool> asked = options.enabled;
    options.enabled.assign(options.enabled.size(), true);
    const lint::FileResult result = lint::lintSource(file->text, file->path, options);
    if (place.line > result.source->lineColumn(static_cast<uint32_t>(file->text.size())).line)
        return lintUsage(place.file + " has no line " + std::to_string(place.line));
    std::set<std::string> said; // of several targets, once
    std::string out;
    const auto say = [&](const std::string& finding, const std::string& reason) {
        const std::string line = text + ": " + finding + (finding.empty() ? "" : "; ") + reason;
        if (said.insert(line).second) out += line + "\n";
    };
    for (const lint::Finding& finding : result.findings) {
        if (result.source->lineColumn(finding.span.begin).line != place.line) continue;
        const std::string words =
            std::string(lint::ruleRow(finding.code).code) + ": " + finding.message;
        const std::string ignored = ignoredBy(config, file->path, finding.code);
        say(words, !asked[static_cast<size_t>(finding.code)] ? "the rule is off"
                   : ignored.empty()                         ? "this is reported"
                                                             : ignored);
    }
    for (const lint::Silence& silence : result.notes.silences) {
        const uint32_t first = result.source->lineColumn(silence.span.begin).line;
        const uint32_t last = result.source->lineColumn(silence.span.end).line;
        if (first <= place.line && place.line <= last) say(silence.finding, silence.reason);
    }
    if (out.empty()) out = text + ": nothing is known that would fail here\n";
    printOut(out);
    return kClean;
}

} // namespace taipan::driver
