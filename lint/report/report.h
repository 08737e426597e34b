// Findings as text. Every function appends; nothing here prints.
#pragma once

#include <string>
#include <vector>

#include "lint/lint.h"

namespace taipan::lint {

enum class Format : uint8_t { Text, Json, Sarif, GitHub, GitLab, JUnit };

/// The findings of one file, and what they are about.
struct FileReport {
    const SourceBuffer* source;
    const std::vector<Finding>* findings;
};

struct TextStyle {
    bool color = false;
    bool manyTargets = false; // name them in each finding
    bool fold = true;         // what a file has more than twice, or many files have, is shown once
};

/// `file:line:column: error[MP3001]: message`, the line with the place underlined, and the way out.
void appendText(std::string& out, const std::vector<FileReport>& files, const Options& options,
                TextStyle style);
/// One JSON object a finding and line.
void appendJson(std::string& out, const FileReport& file, const Options& options);
/// The rest take all files at once.
void appendSarif(std::string& out, const std::vector<FileReport>& files, const Options& options);
void appendGitHub(std::string& out, const std::vector<FileReport>& files, const Options& options);
void appendGitLab(std::string& out, const std::vector<FileReport>& files, const Options& options);
void appendJUnit(std::string& out, const std::vector<FileReport>& files, const Options& options);

const char* levelName(Level level);
/// "fails at import" and the like.
const char* consequenceName(Consequence consequence);
/// Labels of the targets with the finding, with commas between.
std::string targetNames(const Finding& finding, const Options& options);
/// A hash of each finding's rule, source line without blanks, and how many of the same stand before
/// it in the file: the same when lines move, and when other findings come or go.
std::vector<std::string> fingerprints(const FileReport& file);

} // namespace taipan::lint
