#include "freezer/manifest/paths.h"

#include "taipan/freezer/manifest.h"

namespace taipan::freezer {

std::string shownPath(const std::string& path, const std::string& folder) {
    if (folder.empty() || !host::isAbsolute(path)) return path;
    std::string relative = relativePath(path, folder);
    return relative.size() < path.size() ? relative : path;
}

std::string variableIn(std::string_view path) {
    for (size_t start = path.find("$("); start != path.npos; start = path.find("$(", start + 1)) {
        const size_t end = path.find(')', start);
        if (end != path.npos && end > start + 2)
            return std::string(path.substr(start, end + 1 - start));
    }
    return {};
}

} // namespace taipan::freezer
