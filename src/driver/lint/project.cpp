#include "src/driver/lint/project.h"

#include <algorithm>
#include <set>

#include "support/host/folders.h"
#include "support/host/paths.h"

namespace taipan::driver {

namespace {
constexpr std::string_view kSuffix = ".py";

/// Whether the folder, or one in it, has modules: folders are packages without an __init__.py, too.
bool hasModules(const std::string& folder, int depth = 0) {
    constexpr int kMostDepth = 3;
    host::Listing listing;
    if (host::listFolder(folder, listing)) return false;
    const auto isModule = [](const std::string& name) {
        return name.ends_with(kSuffix) || name.ends_with(".mpy");
    };
    return std::any_of(listing.files.begin(), listing.files.end(), isModule) ||
           (depth < kMostDepth &&
            std::any_of(listing.folders.begin(), listing.folders.end(),
                        [&](const host::SubFolder& inner) {
                            return hasModules(host::joinPath(folder, inner.name), depth + 1);
                        }));
}

void addFolder(const std::string& folder, std::set<std::string>& seen,
               std::set<std::string>& names) {
    if (!seen.insert(folder).second) return;
    host::Listing listing;
    host::listFolder(folder.empty() ? "." : folder, listing);
    for (const std::string& file : listing.files) {
        const size_t dot = file.rfind('.');
        const std::string suffix = dot == file.npos ? "" : file.substr(dot);
        if (suffix == kSuffix || suffix == ".mpy") names.insert(file.substr(0, dot));
    }
    for (const host::SubFolder& inner : listing.folders)
        if (hasModules(host::joinPath(folder, inner.name))) names.insert(inner.name);
}
} // namespace

std::vector<std::string> projectModules(const std::vector<std::string>& names,
                                        const std::vector<LintFile>& files) {
    std::set<std::string> seen, found;
    // A package may be what was named.
    for (const std::string& name : names)
        if (host::pathKind(name) == host::PathKind::Folder)
            found.insert(std::string(host::nameOf(host::normalPath(name))));
    for (const LintFile& file : files) {
        std::string folder(host::folderOf(file.path));
        addFolder(folder, seen, found);
        // Above, up to what was named: packages are imported from there.
        for (const std::string& name : names) {
            if (host::pathKind(name) != host::PathKind::Folder || !folder.starts_with(name))
                continue;
            for (std::string up = folder; up.size() > name.size(); up = host::folderOf(up))
                addFolder(std::string(host::folderOf(up)), seen, found);
            addFolder(name, seen, found);
            addFolder(host::joinPath(name, "lib"), seen, found);
            addFolder(host::joinPath(name, "src"), seen, found);
        }
        addFolder(host::joinPath(folder, "lib"), seen, found);
    }
    return {found.begin(), found.end()};
}

std::vector<std::string> packageFolders(const std::vector<LintFile>& files) {
    std::set<std::string> seen, found;
    for (const LintFile& file : files) {
        const std::string folder(host::folderOf(file.path));
        if (!seen.insert(folder).second) continue;
        if (host::pathKind(host::joinPath(folder, "__init__.py")) == host::PathKind::File)
            found.insert(folder);
    }
    return {found.begin(), found.end()};
}

std::vector<std::string> privateConstants(const std::vector<LintFile>& files) {
    std::vector<std::string> out;
    for (const LintFile& file : files) {
        std::string module(host::nameOf(file.path));
        if (module.ends_with(kSuffix)) module.resize(module.size() - kSuffix.size());
        for (const std::string& name : lint::privateConstantsOf(file.text))
            out.push_back(module + "." + name);
    }
    return out;
}

std::string guessTarget(const std::vector<LintFile>& files, std::string& why) {
    struct Row {
        std::string_view module, target;
    };
    constexpr Row rows[] = {{"board", "circuitpython"},
                            {"digitalio", "circuitpython"},
                            {"busio", "circuitpython"},
                            {"supervisor", "circuitpython"},
                            {"rp2", "rp2"},
                            {"esp32", "esp32"},
                            {"pyb", "stm32"},
                            {"stm", "stm32"},
                            {"esp", "esp32"},
                            {"mimxrt", "mimxrt"},
                            {"samd", "samd51"},
                            {"ffi", "unix"}};
    for (const Row& row : rows)
        for (const LintFile& file : files) {
            const std::string from = "from " + std::string(row.module) + " import",
                              plain = "import " + std::string(row.module);
            for (size_t at = 0; at < file.text.size();) {
                const size_t end = std::min(file.text.find('\n', at), file.text.size());
                const std::string_view line = std::string_view(file.text).substr(at, end - at);
                at = end + 1;
                const bool same = line == plain || line.starts_with(from) ||
                                  line.starts_with(plain + " ") || line.starts_with(plain + ",") ||
                                  line == plain + "\r";
                if (!same) continue;
                why = file.path + " imports " + std::string(row.module);
                return std::string(row.target);
            }
        }
    why = "nothing tells which: name one with --target";
    return "any";
}

} // namespace taipan::driver
