// Which lines changed since a revision: what git says.
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/driver/lint/baseline.h"
#include "src/driver/lint/settings.h"
#include "support/host/files.h"
#include "support/host/folders.h"
#include "support/host/paths.h"

namespace taipan::driver {

namespace {
/// What git prints; the failure is the last line of its complaints.
Result<std::string> git(const std::string& folder, std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", folder});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return Failure{host::withReason("cannot run git", errno), 0};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    pid_t child = 0;
    const int error = ::posix_spawnp(&child, "git", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::string text;
    if (error == 0) host::readDescriptor(ends[0], text);
    ::close(ends[0]);
    if (error != 0) return Failure{host::withReason("cannot run git", error), 0};
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return text;
    while (text.ends_with('\n')) text.pop_back();
    return Failure{"git: " + text.substr(text.rfind('\n') + 1), 0};
}

uint32_t number(std::string_view text, size_t at) {
    uint32_t value = 0;
    std::from_chars(text.data() + std::min(at, text.size()), text.data() + text.size(), value);
    return value;
}
} // namespace

Result<ChangedLines> ChangedLines::since(const std::string& revision, const std::string& name) {
    std::string folder = name;
    if (host::pathKind(name) != host::PathKind::Folder) folder = host::folderOf(name);
    if (folder.empty()) folder = ".";
    ChangedLines lines;
    Result<std::string> top = git(folder, {"rev-parse", "--show-toplevel"});
    if (!top) return top.error();
    lines.top_ = top.value().substr(0, top.value().find('\n'));
    const Result<std::string> known = git(
        folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
    if (!known) return Failure{"git knows no revision '" + revision + "'", 0};
    const std::string commit = known.value().substr(0, known.value().find('\n'));
    const Result<std::string> diff =
        git(lines.top_, {"-c", "core.quotePath=false", "diff", "--unified=0", "--no-color",
                         "--no-ext-diff", "--no-renames", "--no-prefix", commit, "--"});
    if (!diff) return diff.error();
    const Result<std::string> others = git(
        lines.top_, {"-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard"});
    if (!others) return others.error();
    std::string_view rest = diff.value();
    std::vector<Lines>* file = nullptr;
    while (!rest.empty()) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.starts_with("+++ ")) file = &lines.changed_[std::string(line.substr(4))];
        const size_t plus = line.find(" +");
        if (!file || !line.starts_with("@@ ") || plus == line.npos) continue;
        const size_t comma = line.find_first_of(", ", plus + 2);
        const bool counted = comma != line.npos && line[comma] == ',';
        file->push_back({number(line, plus + 2), counted ? number(line, comma + 1) : 1});
    }
    rest = others.value();
    while (!rest.empty()) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        lines.untracked_.emplace(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
}

bool ChangedLines::has(const std::string& path, uint32_t line) const {
    const std::string inside = pathBelow(top_, path);
    if (untracked_.count(inside)) return true;
    const auto file = changed_.find(inside);
    if (file == changed_.end()) return false;
    return std::any_of(file->second.begin(), file->second.end(), [line](Lines lines) {
        return line >= lines.first && line - lines.first < lines.count;
    });
}

size_t keepChanged(std::vector<lint::FileResult>& results, const ChangedLines& changed) {
    size_t left = 0;
    for (lint::FileResult& result : results)
        left += std::erase_if(result.findings, [&](const lint::Finding& finding) {
            const uint32_t line = result.source->text().empty()
                                      ? 1
                                      : result.source->lineColumn(finding.span.begin).line;
            return !changed.has(result.source->name(), line);
        });
    return left;
}

} // namespace taipan::driver
