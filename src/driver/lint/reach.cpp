// Which files of a project run on the board at all.
#include <algorithm>
#include <map>

#include "src/driver/lint/project.h"
#include "support/host/files.h"
#include "support/host/folders.h"
#include "support/host/paths.h"

namespace taipan::driver {

namespace {
constexpr std::string_view kStarted[] = {"main.py", "boot.py", "code.py"};

bool isStarted(std::string_view name) {
    return std::find(std::begin(kStarted), std::end(kStarted), name) != std::end(kStarted);
}

/// The files by their paths, and where imports of one are looked for.
class Imports {
  public:
    Imports(const std::vector<LintFile>& files, std::vector<std::string> roots)
        : roots_(std::move(roots)) {
        for (size_t i = 0; i < files.size(); ++i) byPath_[host::normalPath(files[i].path)] = i;
    }

    /// Calls `take` for the files that `module`, as the file `from` names it, may be or run.
    template <typename Take>
    void find(const std::string& module, const std::string& from, Take take) const {
        size_t dots = 0;
        while (dots < module.size() && module[dots] == '.') ++dots;
        std::string path = module.substr(dots);
        std::replace(path.begin(), path.end(), '.', '/');
        std::string folder(host::folderOf(host::normalPath(from)));
        for (size_t i = 1; i < dots; ++i) folder = host::folderOf(folder);
        if (dots) return inFolder(folder, path, take);
        inFolder(folder, path, take);
        for (const std::string& root : roots_) inFolder(root, path, take);
    }

  private:
    template <typename Take>
    void inFolder(const std::string& folder, const std::string& path, Take take) const {
        // Each package on the way runs its __init__.py.
        for (size_t at = 0; at != path.npos;) {
            at = path.find('/', at + 1);
            const std::string part = host::normalPath(host::joinPath(folder, path.substr(0, at)));
            for (const char* end : {".py", "/__init__.py"})
                if (const auto file = byPath_.find(part + end); file != byPath_.end())
                    take(file->second);
        }
    }

    std::vector<std::string> roots_;
    std::map<std::string, size_t> byPath_;
};
} // namespace

namespace {
std::vector<std::string> rootsOf(const std::vector<std::string>& names) {
    std::vector<std::string> roots;
    for (const std::string& name : names)
        if (host::pathKind(name) == host::PathKind::Folder)
            for (const char* inner : {"", "lib", "src"})
                roots.push_back(host::normalPath(host::joinPath(name, inner)));
    return roots;
}

/// The files that those in `open` import, themselves too; all when one imports by a name that is
/// not written there.
std::vector<bool> reachedFrom(std::vector<size_t> open, const Imports& imports,
                              const std::vector<LintFile>& files,
                              const std::vector<lint::FileResult>& results) {
    std::vector<bool> reached(files.size());
    while (!open.empty()) {
        const size_t at = open.back();
        open.pop_back();
        if (reached[at]) continue;
        reached[at] = true;
        if (results[at].notes.importsByName) return std::vector<bool>(files.size(), true);
        for (const std::string& module : results[at].notes.imports)
            imports.find(module, files[at].path, [&](size_t found) { open.push_back(found); });
    }
    return reached;
}
} // namespace

std::vector<bool> reachable(const std::vector<std::string>& names,
                            const std::vector<LintFile>& files,
                            const std::vector<lint::FileResult>& results) {
    std::vector<std::string> roots = rootsOf(names);
    std::vector<size_t> open;
    for (size_t i = 0; i < files.size(); ++i) {
        const std::string path = host::normalPath(files[i].path);
        const std::string folder(host::folderOf(path));
        const bool top =
            std::find(roots.begin(), roots.end(), folder.empty() ? "." : folder) != roots.end();
        if (top && isStarted(host::nameOf(path))) open.push_back(i);
    }
    if (open.empty()) return std::vector<bool>(files.size(), true);
    for (size_t i = 0; i < files.size(); ++i)
        if (std::find(names.begin(), names.end(), files[i].path) != names.end()) open.push_back(i);
    return reachedFrom(std::move(open), Imports(files, std::move(roots)), files, results);
}

std::vector<bool> importedBy(size_t file, const std::vector<std::string>& names,
                             const std::vector<LintFile>& files,
                             const std::vector<lint::FileResult>& results) {
    return reachedFrom({file}, Imports(files, rootsOf(names)), files, results);
}

} // namespace taipan::driver
