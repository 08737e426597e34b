#include "src/driver/compile/prune.h"

#include <cerrno>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_set>

#include "support/host/files.h"
#include "support/host/folders.h"
#include "support/host/paths.h"
#include "support/text/ascii.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::driver {

namespace {
bool isRegular(const std::string& path) {
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

/// True when the file is an .mpy file of a source of this name.
bool isMadeFrom(const std::string& path, const std::string& sourceName) {
    std::string text;
    if (!host::readFile(path, text).ok()) return false;
    const auto read = mpy::read(asBytes(text), {.allowTrailing = false, .inPlace = true});
    return read.ok() && !read.value().qstrs.empty() &&
           read.value().qstrs.front().text == sourceName;
}

class Pruner {
  public:
    Pruner(const std::vector<Job>& jobs, const NamingOptions& naming) : naming_(naming) {
        for (const Job& job : jobs) written_.insert(host::normalPath(job.output));
    }

    std::vector<PruneFailure> run() {
        enter("");
        return std::move(failures_);
    }

  private:
    /// `inner`: the directory's path below that of the outputs.
    void enter(const std::string& inner) {
        const std::string folder = host::joinPath(naming_.outDir, inner);
        host::Listing listing;
        if (const int error = host::listFolder(folder, listing)) fail(folder, error);
        bool removed = false;
        for (const std::string& name : listing.files)
            removed |= name.ends_with(kOutputSuffix) && prune(host::joinPath(inner, name));
        for (const host::SubFolder& sub : listing.folders)
            if (!sub.isLink && !sub.name.starts_with('.')) enter(host::joinPath(inner, sub.name));
        if (removed) removeEmpty(inner);
    }

    /// True when the file was one of those.
    bool prune(const std::string& inner) {
        const std::string path = host::joinPath(naming_.outDir, inner);
        if (written_.contains(host::normalPath(path)) || !isRegular(path)) return false;
        const std::string source = host::withSuffix(inner, kOutputSuffix, kSourceSuffix);
        if (!isMadeFrom(path, recordedName(source, naming_))) return false;
        if (::unlink(path.c_str()) == 0) return true;
        fail(path, errno);
        return false;
    }

    /// From here outwards, as far as nothing else is in them.
    void removeEmpty(std::string inner) {
        while (!inner.empty() && ::rmdir(host::joinPath(naming_.outDir, inner).c_str()) == 0)
            inner = std::string(host::folderOf(inner));
    }

    void fail(const std::string& path, int error) { failures_.push_back({path, error}); }

    const NamingOptions& naming_;
    std::unordered_set<std::string> written_;
    std::vector<PruneFailure> failures_;
};
} // namespace

std::vector<PruneFailure> pruneOutputs(const std::vector<Job>& jobs, const NamingOptions& naming) {
    return Pruner(jobs, naming).run();
}

Result<void> canPrune(const std::vector<std::string>& inputs, const NamingOptions& naming) {
    if (naming.outDir.empty()) return Failure{"--prune needs --out-dir"};
    if (!naming.output.empty()) return Failure{"--prune is of no use with -o"};
    for (const std::string& input : inputs) {
        if (host::pathKind(input) == host::PathKind::File)
            return Failure{"--prune takes directories: nothing tells what else was named before " +
                           input};
        std::error_code error; // what is not there is no other
        if (std::filesystem::equivalent(input, naming.outDir, error))
            return Failure{"--prune needs a directory for the outputs alone: --out-dir is " +
                           input};
    }
    return {};
}

} // namespace taipan::driver
