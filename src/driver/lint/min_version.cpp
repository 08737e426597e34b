#include "src/driver/lint/min_version.h"

#include <algorithm>
#include <set>

#include "lint/report/report.h"
#include "src/driver/module_file.h"
#include "support/text/json.h"
#include "taipan/support/parallel.h"

namespace taipan::driver {

namespace {
using targets::Releases;

/// Where the errors of one release are.
struct Faults {
    std::set<std::pair<size_t, uint32_t>> places; // file, offset
    std::vector<lint::FileResult> results;
};

Faults faultsIn(const std::vector<LintFile>& files, const lint::Options& options,
                unsigned threads) {
    Faults faults;
    faults.results.resize(files.size());
    forEachParallel(files.size(), threads, [&](size_t i) {
        faults.results[i] = lint::lintSource(files[i].text, files[i].path, options);
        std::erase_if(faults.results[i].findings, [](const lint::Finding& finding) {
            return finding.level != lint::Level::Error;
        });
    });
    for (size_t i = 0; i < files.size(); ++i)
        for (const lint::Finding& finding : faults.results[i].findings)
            faults.places.emplace(i, finding.span.begin);
    return faults;
}

Need needOf(targets::Target target, const std::vector<LintFile>& files, lint::Options options,
            unsigned threads) {
    const auto& names =
        target.isCircuitPython ? options.table->circuitPythonReleases() : options.table->releases();
    Need need;
    need.target = target.label.substr(0, target.label.find('@'));
    std::vector<Faults> faults;
    const Releases all = target.releases;
    for (size_t i = 0; i < names.size(); ++i) {
        if (!(all >> i & 1)) continue;
        target.releases = Releases{1} << i;
        options.targets = {target};
        need.known.emplace_back(names[i]);
        faults.push_back(faultsIn(files, options, threads));
    }
    size_t oldest = faults.size();
    for (size_t i = 0; i < faults.size(); ++i) {
        if (!faults[i].places.empty()) continue;
        oldest = std::min(oldest, i);
        need.newest = need.known[i];
    }
    if (oldest < faults.size()) {
        need.oldest = need.known[oldest];
        if (oldest > 0) need.reasons = std::move(faults[oldest - 1].results);
        return need;
    }
    // No release: what stands in the way in the newest.
    if (!faults.empty()) need.reasons = std::move(faults.back().results);
    return need;
}

std::string place(const lint::FileResult& result, const lint::Finding& finding) {
    const LineColumn at = result.source->lineColumn(finding.span.begin);
    return result.source->name() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

void appendNeed(std::string& out, const Need& need) {
    out += need.target + ": ";
    if (need.oldest.empty())
        out += "no release of " + need.known.front() + " to " + need.known.back() +
               " runs it; in the newest, for\n";
    else if (need.oldest == need.known.front())
        out += need.oldest + " or older";
    else
        out += need.oldest + ", for";
    if (!need.oldest.empty() && need.newest != need.known.back())
        out += " (and up to " + need.newest + ")";
    if (!need.oldest.empty()) out += "\n";
    for (const lint::FileResult& result : need.reasons)
        for (const lint::Finding& finding : result.findings)
            out += "  " + place(result, finding) + ": " + lint::ruleRow(finding.code).code + ": " +
                   finding.message + "\n";
}

void appendJsonNeed(std::string& out, const Need& need) {
    const auto text = [](const std::string& value) {
        return value.empty() ? std::string("null") : jsonString(value);
    };
    out += "{\"target\":" + jsonString(need.target) + ",\"oldest\":" + text(need.oldest) +
           ",\"newest\":" + text(need.newest) + ",\"reasons\":[";
    bool first = true;
    for (const lint::FileResult& result : need.reasons)
        for (const lint::Finding& finding : result.findings) {
            const LineColumn at = result.source->lineColumn(finding.span.begin);
            out += std::string(first ? "" : ",") +
                   "{\"file\":" + jsonString(result.source->name()) +
                   ",\"line\":" + std::to_string(at.line) +
                   ",\"column\":" + std::to_string(at.column) + ",\"code\":\"" +
                   lint::ruleRow(finding.code).code +
                   "\",\"message\":" + jsonString(finding.message) + "}";
            first = false;
        }
    out += "]}\n";
}
} // namespace

Result<std::vector<Need>> leastReleases(const std::string& spec, const std::vector<LintFile>& files,
                                        const lint::Options& options, unsigned threads) {
    std::vector<Need> needs;
    std::string_view rest = spec;
    while (!rest.empty()) {
        const size_t comma = std::min(rest.find(','), rest.size());
        std::string one(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        const bool ranged = one.find('@') != one.npos;
        if (!ranged) {
            const bool other = one == "circuitpython";
            const auto& names =
                other ? options.table->circuitPythonReleases() : options.table->releases();
            one += "@>=" + std::string(names.front());
        }
        Result<targets::Target> target = targets::parseTarget(*options.table, one);
        if (!target) return target.error();
        needs.push_back(needOf(std::move(target).value(), files, options, threads));
    }
    return needs;
}

bool printNeeds(const std::vector<Need>& needs, bool json) {
    std::string out;
    for (const Need& need : needs) json ? appendJsonNeed(out, need) : appendNeed(out, need);
    printOut(out);
    return std::all_of(needs.begin(), needs.end(),
                       [](const Need& need) { return !need.oldest.empty(); });
}

} // namespace taipan::driver
