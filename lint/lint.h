// The linter as a library: a source text and targets to findings. Never prints, never exits.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/finding.h"
#include "targets/target.h"

namespace taipan::lint {

/// What files of one run share.
struct Options {
    const targets::Table* table = nullptr;
    std::vector<targets::Target> targets;
    std::vector<bool> enabled; // by Code
    /// Top-level modules of the project, which imports find first.
    std::vector<std::string> projectModules;
    /// const() names with an underscore in the project's modules: "module._NAME".
    std::vector<std::string> privateConstants;
    /// Folders with an __init__.py: their files are parts of packages.
    std::vector<std::string> packages;
    bool desktopFiles = false; // look at files that import pytest and the like, too
    /// Paths of files that were asked for by name, which are looked at whatever they import;
    /// sorted.
    std::vector<std::string> named;
    bool wantSilences = false; // fill Notes::silences
};

/// All rules but those that are off.
std::vector<bool> defaultRules();
/// Turns rules on or off: a code, a slug, or the start of codes ("MP3", "MP"). False for unknown
/// words.
bool selectRules(std::vector<bool>& enabled, std::string_view words, bool on);

struct FileResult {
    std::unique_ptr<SourceBuffer> source;
    std::vector<Finding> findings; // by place
    Notes notes;
};

/// Whether the file at `path` is looked at when it is one for a PC.
bool looksAtDesktopFile(const Options& options, const std::string& path);

/// Lints one file.
FileResult lintSource(std::string_view text, std::string path, const Options& options);

/// The text with the fixes of `findings` applied; those that overlap an earlier one are left out.
/// `count` gets how many were applied.
std::string applyFixes(std::string_view text, const std::vector<Finding>& findings, bool unsafe,
                       size_t& count);
/// What changed, as diff -u shows it.
std::string unifiedDiff(std::string_view before, std::string_view after, std::string_view path);

/// The const() names with an underscore that a module assigns at its top, by a look at the lines.
std::vector<std::string> privateConstantsOf(std::string_view text);

/// Why the firmware does not load the .mpy file that begins with `bytes`; "" when it does.
std::string mpyFault(std::string_view bytes, const targets::Table& table,
                     const targets::Target& target);

/// The page of a rule, as docs/lint/rules.md has it.
std::string explain(Code code);

} // namespace taipan::lint
