// What the command line and pyproject.toml say about a run of lint.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "taipan/support/result.h"

namespace taipan::driver {

struct LintSettings {
    std::vector<std::string> names, extraModules;
    std::string targets, select, ignore, format = "text", explain, data, config;
    std::string baseline, newBaseline, since, place, device, stubs;
    bool statistics = false, quiet = false, fix = false, unsafe = false, diff = false;
    bool listRules = false, listTargets = false, version = false;
    bool isolated = false, minVersion = false, watch = false, all = false, byConsequence = false;
    bool noCache = false, prove = false, costs = false;
    unsigned threads = 0;
};

/// `[tool.taipan.lint]` of a pyproject.toml.
struct LintConfig {
    std::string path;   // of the file; "" when there is none
    std::string folder; // absolute: patterns are of paths below it
    std::string targets, select, ignore, baseline;
    std::vector<std::string> exclude, extraModules;
    /// Pattern and the rules, with commas, that are off for files like it.
    std::vector<std::pair<std::string, std::string>> perFileIgnores;
};

/// Reads the file. A failure is "PATH:LINE:COLUMN: error: MESSAGE": what is no TOML, a key that
/// there is none of, a value of another type, a rule that does not exist.
Result<LintConfig> readConfig(const std::string& path);

/// The nearest pyproject.toml with that table in the folder of `name`, a file or folder, or above;
/// "" for none. Files that are no TOML count: reading them says so.
std::string findConfig(const std::string& name);

/// `path` as seen from `folder`, absolute; unchanged when it is not below it.
std::string pathBelow(const std::string& folder, const std::string& path);

/// Whether the pattern means the path: `*`, `?` and `[…]` as of a shell, a `*` over slashes, too; a
/// folder means what is in it, and a pattern without a slash any part of the path.
bool matches(const std::string& pattern, const std::string& path);

} // namespace taipan::driver
