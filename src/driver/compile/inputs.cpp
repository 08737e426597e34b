#include "src/driver/compile/inputs.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "support/host/files.h"
#include "support/host/folders.h"
#include "support/host/paths.h"

namespace taipan::driver {

namespace {
constexpr std::string_view kStandardInput = "-";
constexpr std::string_view kStandardOutput = "-";

std::string withOutputSuffix(std::string_view name) {
    return host::withSuffix(name, kSourceSuffix, kOutputSuffix);
}

/// Finds the sources below a directory.
class SourceWalk {
  public:
    explicit SourceWalk(std::vector<Unreadable>& unreadable) : unreadable_(unreadable) {}

    /// Their paths, relative to `root` and sorted.
    std::vector<std::string> run(const std::string& root) {
        enter(root, "");
        std::sort(found_.begin(), found_.end());
        return std::move(found_);
    }

  private:
    /// `inner`: the directory's path below the root, with a slash behind it unless it is the root.
    void enter(const std::string& path, const std::string& inner) {
        host::Listing listing;
        if (const int error = host::listFolder(path, listing)) unreadable_.push_back({path, error});
        for (const auto* names : {&listing.files, &listing.broken}) // these say so when compiled
            for (const std::string& name : *names)
                if (name.ends_with(kSourceSuffix)) found_.push_back(inner + name);
        for (const host::SubFolder& folder : listing.folders)
            if (!folder.isLink && !folder.name.starts_with('.'))
                enter(host::joinPath(path, folder.name), inner + folder.name + "/");
    }

    std::vector<Unreadable>& unreadable_;
    std::vector<std::string> found_;
};

class JobLister {
  public:
    /// `isAlone`: one name will be added.
    JobLister(const NamingOptions& options, bool isAlone) : options_(options), isAlone_(isAlone) {}

    void addName(const std::string& name) {
        if (host::isStandardInput(name))
            addStandardInput();
        else if (host::pathKind(name) == host::PathKind::Folder)
            addDirectory(name);
        else
            addFile(name);
    }

    JobList finish() {
        if (list_.jobs.size() != 1 && !(options_.output.empty() && options_.sourceName.empty()))
            list_.errors.emplace_back("-o and -s are for a single file");
        if (list_.jobs.empty() && list_.errors.empty() && list_.unreadable.empty())
            list_.errors.emplace_back("no .py files found");
        if (!isTree_) findConflicts();
        return std::move(list_);
    }

  private:
    void addDirectory(const std::string& root) {
        isTree_ = isAlone_ && options_.output.empty();
        for (const std::string& relative : SourceWalk(list_.unreadable).run(root)) {
            const std::string input = host::joinPath(root, relative);
            const std::string& base = options_.outDir.empty() ? root : options_.outDir;
            add(input, relative, withOutputSuffix(host::joinPath(base, relative)));
        }
    }

    void addStandardInput() {
        if (options_.output.empty() && !options_.outDir.empty())
            list_.errors.emplace_back("standard input has no name for --out-dir: -o is needed");
        add(std::string(kStandardInput), "<stdin>", std::string(kStandardOutput));
    }

    void addFile(const std::string& path) {
        add(path, path,
            withOutputSuffix(options_.outDir.empty()
                                 ? path
                                 : host::joinPath(options_.outDir, host::nameOf(path))));
    }

    void add(const std::string& input, const std::string& sourceName, const std::string& output) {
        Job job{input, recordedName(sourceName, options_), output};
        if (!options_.output.empty()) job.output = options_.output;
        if (!options_.sourceName.empty()) job.sourceName = options_.sourceName;
        if (isTree_ || isNew(job)) list_.jobs.push_back(std::move(job));
    }

    /// The same named twice, such as a directory and one in it, is one job, whose recorded name
    /// comes from the first.
    bool isNew(const Job& job) {
        return known_.insert(host::normalPath(job.input) + '\0' + host::normalPath(job.output))
            .second;
    }

    void findConflicts() {
        std::unordered_map<std::string, const Job*> writers;
        for (const Job& job : list_.jobs) {
            if (host::isStandardOutput(job.output)) continue;
            const auto [known, isNew] = writers.try_emplace(host::normalPath(job.output), &job);
            if (!isNew)
                list_.errors.push_back(job.output + ": would be written for " +
                                       known->second->input + " and again for " + job.input);
        }
        for (const Job& job : list_.jobs)
            if (!host::isStandardInput(job.input) && writers.contains(host::normalPath(job.input)))
                list_.errors.push_back(job.input + ": would be overwritten by an output");
    }

    const NamingOptions& options_;
    const bool isAlone_;
    bool isTree_ = false; // what is below one directory: each output is another, and no source
    std::unordered_set<std::string> known_;
    JobList list_;
};
} // namespace

JobList listJobs(const std::vector<std::string>& names, const NamingOptions& options) {
    JobLister lister(options, names.size() == 1);
    for (const std::string& name : names) lister.addName(name);
    return lister.finish();
}

std::string recordedName(const std::string& name, const NamingOptions& options) {
    // The host's directories are of no use behind a prefix.
    if (options.sourcePrefix.empty() || !host::isAbsolute(name))
        return host::joinPath(options.sourcePrefix, name);
    return host::joinPath(options.sourcePrefix, host::nameOf(name));
}

} // namespace taipan::driver
