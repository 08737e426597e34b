#include "freezer/manifest/system.h"

#include <climits>
#include <cstdlib>
#include <cstring>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

#include "freezer/manifest/folders.h"
#include "freezer/manifest/paths.h"

namespace taipan::freezer::system {

namespace {
/// The text of an argument; "" and an exception to be raised when it is none.
std::string textOf(Evaluation& evaluation, taipan_value value) {
    size_t size = 0;
    const char* data =
        taipan_kind_of(value) == TAIPAN_KIND_STR ? taipan_to_text(value, &size) : nullptr;
    evaluation.enterFolder(); // what follows is about files, most likely
    if (data != nullptr && std::memchr(data, '\0', size) == nullptr) return {data, size};
    evaluation.answer.kind = Answer::Kind::Raise;
    evaluation.answer.exception = data == nullptr ? "TypeError" : "ValueError";
    evaluation.answer.text =
        data == nullptr ? "a path has to be a string" : "a path has a NUL character in it";
    return {};
}

void answerText(Evaluation& evaluation, std::string text) {
    if (evaluation.answer.kind == Answer::Kind::Raise) return;
    evaluation.answer.kind = Answer::Kind::Text;
    evaluation.answer.text = std::move(text);
}

void answerBool(Evaluation& evaluation, bool truth) {
    if (evaluation.answer.kind == Answer::Kind::Raise) return;
    evaluation.answer.kind = Answer::Kind::Bool;
    evaluation.answer.truth = truth;
}

void raiseNotThere(Evaluation& evaluation, const std::string& path) {
    evaluation.answer.kind = Answer::Kind::Raise;
    evaluation.answer.exception = "OSError";
    evaluation.answer.text = "no directory \"" + path + "\"";
}

/// The name that is all a part of a pattern matches, "[*]" meaning "*"; nothing when there may be
/// several.
std::optional<std::string> plainName(std::string_view part) {
    std::string plain;
    for (size_t i = 0; i < part.size(); ++i) {
        const bool isQuoted =
            part[i] == '[' && i + 2 < part.size() && part[i + 2] == ']' && part[i + 1] != '!';
        if (isQuoted) {
            plain += part[i + 1];
            i += 2;
        } else if (part[i] == '*' || part[i] == '?' || part[i] == '[') {
            return {};
        } else {
            plain += part[i];
        }
    }
    return plain;
}

/// Finds paths by a pattern.
class Finder {
  public:
    Finder(Evaluation& evaluation, bool isRecursive, bool takesHidden)
        : evaluation_(evaluation), isRecursive_(isRecursive),
          flags_(FNM_NOESCAPE | (takesHidden ? 0 : FNM_PERIOD)) {}

    /// `path`: what the pattern's parts before `rest` came to, "" or with a slash at its end.
    void find(const std::string& path, std::string_view rest) {
        if (rest.empty()) {
            found_.push_back(path);
            return;
        }
        const size_t slash = rest.find('/');
        const std::string part(rest.substr(0, slash));
        const bool isLast = slash == rest.npos;
        const std::string_view after = isLast ? std::string_view() : rest.substr(slash + 1);
        if (part == "**" && isRecursive_)
            descend(path, after, isLast);
        else if (const auto name = plainName(part))
            step(path, *name, after, isLast);
        else
            match(path, part, after, isLast);
    }
    std::vector<std::string> take() { return std::move(found_); }

  private:
    void step(const std::string& path, const std::string& name, std::string_view after,
              bool isLast) {
        const std::string next = path + name;
        evaluation_.notePath(next.empty() ? "/" : next);
        if (!isLast)
            find(next + '/', after);
        else if (pathKind(next) != PathKind::Nothing)
            found_.push_back(next);
    }

    Listing list(const std::string& path) {
        Listing listing;
        const std::string folder = path.empty() ? "." : path;
        if (listFolder(folder, listing) == 0)
            evaluation_.noteFolder(normalPath(joinPath(evaluation_.currentFolder(), folder)));
        else
            evaluation_.notePath(folder);
        return listing;
    }

    void match(const std::string& path, const std::string& part, std::string_view after,
               bool isLast) {
        const Listing listing = list(path);
        const auto matches = [&](const std::string& name) {
            return ::fnmatch(part.c_str(), name.c_str(), flags_) == 0;
        };
        if (isLast)
            for (const std::string& name : listing.names())
                if (matches(name)) found_.push_back(path + name);
        for (const SubFolder& folder : listing.folders) {
            if (!matches(folder.name)) continue;
            if (isLast)
                found_.push_back(path + folder.name);
            else
                find(path + folder.name + '/', after);
        }
    }

    /// "**": this directory and all below it that are not hidden.
    void descend(const std::string& path, std::string_view after, bool isLast) {
        const Listing listing = list(path);
        const auto isVisible = [&](const std::string& name) {
            return ::fnmatch("*", name.c_str(), flags_) == 0;
        };
        if (!isLast) find(path, after);
        for (const std::string& name : listing.names())
            if (isLast && isVisible(name)) found_.push_back(path + name);
        chain_.enter(path.empty() ? "." : path);
        for (const SubFolder& folder : listing.folders) {
            const std::string next = path + folder.name;
            if (!isVisible(folder.name) || (folder.isLink && chain_.leadsBack(next))) continue;
            if (isLast) found_.push_back(next);
            descend(next + '/', after, isLast);
        }
        chain_.leave();
    }

    Evaluation& evaluation_;
    bool isRecursive_;
    int flags_;
    FolderChain chain_;
    std::vector<std::string> found_;
};
} // namespace

void chdir(Evaluation& evaluation, const taipan_value* values, size_t) {
    const std::string path = textOf(evaluation, values[0]);
    if (evaluation.answer.kind == Answer::Kind::Raise) return;
    if (::chdir(path.c_str()) != 0) raiseNotThere(evaluation, path);
    evaluation.noteCurrentFolder();
}

void dirname(Evaluation& evaluation, const taipan_value* values, size_t) {
    answerText(evaluation, std::string(folderOf(textOf(evaluation, values[0]))));
}

void getcwd(Evaluation& evaluation, const taipan_value*, size_t) {
    answerText(evaluation, evaluation.currentFolder());
}

void getenv(Evaluation& evaluation, const taipan_value* values, size_t) {
    const std::string name = textOf(evaluation, values[0]);
    if (evaluation.answer.kind == Answer::Kind::Raise) return;
    evaluation.noteEnvironment(name);
    if (const char* value = std::getenv(name.c_str())) answerText(evaluation, value);
}

void glob(Evaluation& evaluation, const taipan_value* values, size_t count) {
    const std::string pattern = textOf(evaluation, values[0]);
    if (evaluation.answer.kind == Answer::Kind::Raise) return;
    Finder finder(evaluation, taipan_is_true(values[1]), count > 2 && taipan_is_true(values[2]));
    const size_t start = pattern.find_first_not_of('/');
    if (start != pattern.npos)
        finder.find(host::isAbsolute(pattern) ? "/" : "", std::string_view(pattern).substr(start));
    evaluation.answer.kind = Answer::Kind::List;
    evaluation.answer.list = finder.take();
}

void islink(Evaluation& evaluation, const taipan_value* values, size_t) {
    const std::string path = textOf(evaluation, values[0]);
    struct stat found {};
    answerBool(evaluation, ::lstat(path.c_str(), &found) == 0 && S_ISLNK(found.st_mode));
}

void join(Evaluation& evaluation, const taipan_value* values, size_t) {
    const std::string base = textOf(evaluation, values[0]);
    answerText(evaluation, joinPath(base, textOf(evaluation, values[1])));
}

void normpath(Evaluation& evaluation, const taipan_value* values, size_t) {
    answerText(evaluation, normalPath(textOf(evaluation, values[0])));
}

void realpath(Evaluation& evaluation, const taipan_value* values, size_t) {
    const std::string path = joinPath(evaluation.currentFolder(), textOf(evaluation, values[0]));
    char room[PATH_MAX];
    answerText(evaluation, ::realpath(path.c_str(), room) != nullptr ? room : normalPath(path));
}

void relpath(Evaluation& evaluation, const taipan_value* values, size_t) {
    const std::string path = textOf(evaluation, values[0]);
    answerText(evaluation, relativePath(path, textOf(evaluation, values[1])));
}

int64_t kind(Evaluation& evaluation, taipan_value value) {
    const std::string path = textOf(evaluation, value);
    evaluation.notePath(path);
    return static_cast<int64_t>(pathKind(path));
}

void scan(Evaluation& evaluation, taipan_value value, bool wantsFolders) {
    const std::string path = textOf(evaluation, value);
    if (evaluation.answer.kind == Answer::Kind::Raise) return;
    Listing listing;
    if (listFolder(path, listing) != 0) return raiseNotThere(evaluation, path);
    evaluation.noteFolder(normalPath(joinPath(evaluation.currentFolder(), path)));
    evaluation.answer.kind = Answer::Kind::List;
    if (!wantsFolders) {
        evaluation.answer.list = listing.names();
        return;
    }
    for (SubFolder& folder : listing.folders)
        evaluation.answer.list.push_back(std::move(folder.name));
}

} // namespace taipan::freezer::system
