#include "src/driver/lint/baseline.h"

#include <algorithm>

#include "src/driver/lint/settings.h"
#include "support/host/files.h"
#include "support/host/paths.h"

namespace taipan::driver {

namespace {
constexpr std::string_view kHead = "taipan-lint-baseline 1";
constexpr size_t kDigits = 16;

std::string folderOf(const std::string& path) {
    // As an absolute path: a file is below it or not, however both are named.
    return std::string(host::folderOf(pathBelow("/", path).insert(0, "/")));
}

std::string rowOf(const std::string& folder, const lint::FileResult& result, size_t index,
                  const std::string& print) {
    return print + " " + lint::ruleRow(result.findings[index].code).code + " " +
           pathBelow(folder, result.source->name());
}

bool isRow(std::string_view line) {
    const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return line.size() > kDigits + 8 && std::all_of(line.begin(), line.begin() + kDigits, hex) &&
           line[kDigits] == ' ' && line.substr(kDigits + 1, 2) == "MP";
}
} // namespace

Result<Baseline> Baseline::read(const std::string& path) {
    std::string text;
    if (const host::FileResult result = host::readFile(path, text); !result.ok())
        return Failure{path + ": error: " + host::explain(result), 0};
    Baseline baseline;
    baseline.folder_ = folderOf(path);
    std::string_view rest = text;
    for (unsigned number = 1; !rest.empty(); ++number) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto at = path + ":" + std::to_string(number) + ": error: ";
        if (number == 1 && line != kHead)
            return Failure{at + "this is no baseline: --write-baseline makes one", 0};
        if (number == 1 || line.empty()) continue;
        if (!isRow(line)) return Failure{at + "FINGERPRINT CODE PATH is expected", 0};
        baseline.rows_.emplace(line, false);
    }
    if (text.empty()) return Failure{path + ":1: error: this is no baseline", 0};
    return baseline;
}

Result<void> Baseline::write(const std::string& path,
                             const std::vector<lint::FileResult>& results) {
    const std::string folder = folderOf(path);
    std::set<std::string> rows;
    for (const lint::FileResult& result : results) {
        const auto prints = lint::fingerprints({result.source.get(), &result.findings});
        for (size_t i = 0; i < prints.size(); ++i) rows.insert(rowOf(folder, result, i, prints[i]));
    }
    std::string text(kHead);
    for (const std::string& row : rows) text += "\n" + row;
    text += "\n";
    const std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(text.data()),
                                         text.size());
    if (const host::FileResult result = host::writeFile(path, bytes); !result.ok())
        return Failure{path + ": error: " + host::explain(result), 0};
    return {};
}

size_t Baseline::filter(std::vector<lint::FileResult>& results) {
    size_t left = 0;
    for (lint::FileResult& result : results) {
        const auto prints = lint::fingerprints({result.source.get(), &result.findings});
        std::vector<lint::Finding> kept;
        for (size_t i = 0; i < prints.size(); ++i) {
            const auto row = rows_.find(rowOf(folder_, result, i, prints[i]));
            if (row == rows_.end()) {
                kept.push_back(std::move(result.findings[i]));
                continue;
            }
            row->second = true;
            ++left;
        }
        result.findings = std::move(kept);
    }
    return left;
}

size_t Baseline::unmet() const {
    return static_cast<size_t>(
        std::count_if(rows_.begin(), rows_.end(), [](const auto& row) { return !row.second; }));
}

} // namespace taipan::driver
