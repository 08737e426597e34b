// What lint knows of the files beside the ones it looks at.
#pragma once

#include <string>
#include <vector>

#include "lint/lint.h"

namespace taipan::driver {

/// A file to lint.
struct LintFile {
    std::string path;
    std::string text;
};

/// Names of the modules and packages in the folders that the files are in, and up to the folders
/// that were named on the command line.
std::vector<std::string> projectModules(const std::vector<std::string>& names,
                                        const std::vector<LintFile>& files);

/// Folders of the files that have an __init__.py; sorted.
std::vector<std::string> packageFolders(const std::vector<LintFile>& files);

/// "module._NAME" for the const() names with an underscore of the files.
std::vector<std::string> privateConstants(const std::vector<LintFile>& files);

/// Whether each file is one that a board starts (main.py, boot.py, code.py beside which the others
/// lie) or that one of these imports, in code that is live. All are where nothing is started, an
/// import does not name its module, or a file was named itself.
std::vector<bool> reachable(const std::vector<std::string>& names,
                            const std::vector<LintFile>& files,
                            const std::vector<lint::FileResult>& results);

/// The same for what one file imports, itself too.
std::vector<bool> importedBy(size_t file, const std::vector<std::string>& names,
                             const std::vector<LintFile>& files,
                             const std::vector<lint::FileResult>& results);

/// A target for files that nothing is said about, from what they import; "any" when that tells
/// nothing. `why` gets the reason, for people.
std::string guessTarget(const std::vector<LintFile>& files, std::string& why);

} // namespace taipan::driver
