// What a run leaves out: findings that were there before, and lines that did not change.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "lint/report/report.h"
#include "taipan/support/result.h"

namespace taipan::driver {

/// The findings that a project lives with. One line each, sorted, so that merges are easy:
/// `FINGERPRINT CODE PATH`, the path as seen from the file's folder.
class Baseline {
  public:
    /// A failure is "PATH:LINE: error: MESSAGE".
    static Result<Baseline> read(const std::string& path);
    static Result<void> write(const std::string& path,
                              const std::vector<lint::FileResult>& results);

    /// Takes out the findings that are in the baseline; how many.
    size_t filter(std::vector<lint::FileResult>& results);
    /// Findings of the baseline that filter() has not met.
    size_t unmet() const;

  private:
    std::string folder_;
    std::map<std::string, bool> rows_; // met?
};

/// The lines of files that changed since a revision, as git sees it.
class ChangedLines {
  public:
    /// Asks git in the folder of `name`.
    static Result<ChangedLines> since(const std::string& revision, const std::string& name);
    bool has(const std::string& path, uint32_t line) const;

  private:
    struct Lines {
        uint32_t first, count;
    };
    std::string top_; // the folder of the repository
    std::map<std::string, std::vector<Lines>> changed_;
    std::set<std::string> untracked_;
};

/// Takes out the findings on lines that did not change; how many.
size_t keepChanged(std::vector<lint::FileResult>& results, const ChangedLines& changed);

} // namespace taipan::driver
