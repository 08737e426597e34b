#include "src/driver/inputs.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <unordered_map>

namespace taipan::driver {

namespace {
namespace fs = std::filesystem;

constexpr std::string_view kSourceSuffix = ".py";
constexpr std::string_view kOutputSuffix = ".mpy";

std::string joined(const std::string& directory, const std::string& name) {
    if (directory.empty()) return name;
    return directory.back() == '/' ? directory + name : directory + "/" + name;
}

std::string withOutputSuffix(std::string name) {
    if (name.ends_with(kSourceSuffix)) name.resize(name.size() - kSourceSuffix.size());
    return name += kOutputSuffix;
}

/// The paths of the sources below `root`, relative to it and sorted.
std::vector<std::string> sourcesBelow(const fs::path& root, std::error_code& error) {
    std::vector<std::string> found;
    const size_t skip = joined(root.native(), "").size();
    fs::recursive_directory_iterator at(root, error);
    while (!error && at != fs::recursive_directory_iterator()) {
        const std::string& path = at->path().native();
        const std::string_view name = std::string_view(path).substr(path.find_last_of('/') + 1);
        std::error_code ignored; // an entry that vanished meanwhile
        if (at->is_directory(ignored)) {
            if (name.starts_with('.')) at.disable_recursion_pending();
        } else if (name.ends_with(kSourceSuffix)) {
            found.push_back(path.substr(skip));
        }
        at.increment(error);
    }
    std::sort(found.begin(), found.end());
    return found;
}

class JobLister {
  public:
    explicit JobLister(const NamingOptions& options) : options_(options) {}

    void addName(const std::string& name) {
        std::error_code error;
        if (fs::is_directory(name, error))
            addDirectory(name);
        else
            addFile(name);
    }

    JobList finish() {
        if (list_.jobs.size() != 1 && !(options_.output.empty() && options_.sourceName.empty()))
            list_.errors.emplace_back("-o and -s are for a single file");
        if (list_.jobs.empty() && list_.errors.empty())
            list_.errors.emplace_back("no .py files found");
        findConflicts();
        return std::move(list_);
    }

  private:
    void addDirectory(const std::string& root) {
        std::error_code error;
        for (const std::string& relative : sourcesBelow(root, error)) {
            const std::string input = joined(root, relative);
            const std::string& base = options_.outDir.empty() ? root : options_.outDir;
            add(input, relative, withOutputSuffix(joined(base, relative)));
        }
        if (error) list_.errors.push_back(root + ": cannot list the directory: " + error.message());
    }

    void addFile(const std::string& path) {
        const std::string name = path.substr(path.find_last_of('/') + 1);
        add(path, path,
            withOutputSuffix(options_.outDir.empty() ? path : joined(options_.outDir, name)));
    }

    void add(const std::string& input, const std::string& sourceName, const std::string& output) {
        Job job{input, joined(options_.sourcePrefix, sourceName), output};
        if (!options_.output.empty()) job.output = options_.output;
        if (!options_.sourceName.empty()) job.sourceName = options_.sourceName;
        list_.jobs.push_back(std::move(job));
    }

    void findConflicts() {
        std::unordered_map<std::string, const Job*> writers;
        for (const Job& job : list_.jobs) {
            const auto [known, isNew] =
                writers.try_emplace(fs::path(job.output).lexically_normal().native(), &job);
            if (!isNew)
                list_.errors.push_back(job.output + ": would be written for " +
                                       known->second->input + " and again for " + job.input);
        }
        for (const Job& job : list_.jobs)
            if (writers.contains(fs::path(job.input).lexically_normal().native()))
                list_.errors.push_back(job.input + ": would be overwritten by an output");
    }

    const NamingOptions& options_;
    JobList list_;
};
} // namespace

JobList listJobs(const std::vector<std::string>& names, const NamingOptions& options) {
    JobLister lister(options);
    for (const std::string& name : names) lister.addName(name);
    return lister.finish();
}

std::string directoryOf(const std::string& path) {
    const size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

} // namespace taipan::driver
