// What a run of lint prints, and the files it rewrites.
#pragma once

#include <string>
#include <vector>

#include "src/driver/lint/project.h"
#include "src/driver/lint/settings.h"

namespace taipan::driver {

namespace lint_status {
inline constexpr int kClean = 0, kFound = 1, kUsage = 2;
}

/// Says on standard error what is wrong with the words; the status for that.
int lintUsage(const std::string& message);

/// The findings in the form asked for.
std::string renderFindings(const LintSettings& settings,
                           const std::vector<lint::FileResult>& results,
                           const lint::Options& options);

/// `COUNT<tab>CODE<tab>slug`, one line a rule.
std::string lintStatistics(const std::vector<lint::FileResult>& results);

/// Prints the counts; the status for them.
int lintSummary(const LintSettings& settings, const std::vector<lint::FileResult>& results);

/// Rewrites the files, or shows what would change.
int applyLintFixes(const LintSettings& settings, const std::vector<LintFile>& files,
                   const std::vector<lint::FileResult>& results);

/// Why nothing, or something, is said about a line: `FILE:LINE`.
int explainSilence(const std::string& place, const std::vector<LintFile>& files,
                   lint::Options options, const LintConfig& config);

} // namespace taipan::driver
