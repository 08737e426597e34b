#include "support/host/paths.h"

#include <algorithm>
#include <vector>

namespace taipan::host {

namespace {
/// Calls `use` with every part between slashes that is not empty.
template <typename Use>
void forEachPart(std::string_view path, Use&& use) {
    for (size_t start = 0; start < path.size();) {
        const size_t end = std::min(path.find('/', start), path.size());
        if (end > start) use(path.substr(start, end - start));
        start = end + 1;
    }
}

/// Where the extension of a name starts; npos where it has none.
size_t extensionAt(std::string_view name) {
    const size_t dot = name.rfind('.');
    return dot == name.npos || name.find_first_not_of('.') > dot ? name.npos : dot;
}
} // namespace

bool isAbsolute(std::string_view path) {
    return path.starts_with('/');
}

std::string joinPath(std::string_view base, std::string_view path) {
    if (base.empty() || isAbsolute(path)) return std::string(path);
    std::string joined;
    joined.reserve(base.size() + 1 + path.size());
    joined += base;
    if (base.back() != '/') joined += '/';
    joined += path;
    return joined;
}

std::string normalPath(std::string_view path) {
    const bool absolute = isAbsolute(path);
    std::string normal(absolute ? "/" : "");
    const size_t root = normal.size();
    size_t climbed = root; // up to here, only ".." parts
    forEachPart(path, [&](std::string_view part) {
        if (part == ".") return;
        if (part == ".." && normal.size() > climbed) {
            const size_t slash = normal.rfind('/');
            normal.resize(slash == normal.npos || slash < climbed ? climbed : slash);
            return;
        }
        if (part == ".." && absolute) return;
        if (normal.size() > root) normal += '/';
        normal += part;
        if (part == "..") climbed = normal.size();
    });
    return normal.empty() ? "." : normal;
}

std::string relativePath(std::string_view path, std::string_view start) {
    std::vector<std::string_view> to, from;
    const std::string normalTo = normalPath(path), normalFrom = normalPath(start);
    forEachPart(normalTo, [&](std::string_view part) { to.push_back(part); });
    forEachPart(normalFrom, [&](std::string_view part) { from.push_back(part); });
    const auto differ = std::mismatch(to.begin(), to.end(), from.begin(), from.end());
    std::string way;
    const auto add = [&](std::string_view part) {
        if (!way.empty()) way += '/';
        way += part;
    };
    for (auto up = differ.second; up != from.end(); ++up) add("..");
    for (auto down = differ.first; down != to.end(); ++down) add(*down);
    return way.empty() ? "." : way;
}

std::string_view folderOf(std::string_view path) {
    const size_t slash = path.rfind('/');
    if (slash == path.npos) return {};
    const size_t end = path.find_last_not_of('/', slash);
    return path.substr(0, end == path.npos ? slash + 1 : end + 1);
}

std::string_view nameOf(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

bool leadsOut(std::string_view path) {
    return isAbsolute(path) || path == "." || path == ".." || path.starts_with("../");
}

std::string_view withoutSlashes(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    return path;
}

std::string withExtension(std::string_view path, std::string_view extension) {
    const std::string_view name = nameOf(path);
    const size_t at = extensionAt(name);
    if (at != name.npos) path.remove_suffix(name.size() - at);
    return std::string(path).append(extension);
}

std::string withSuffix(std::string_view path, std::string_view old, std::string_view suffix) {
    if (path.ends_with(old)) path.remove_suffix(old.size());
    return std::string(path).append(suffix);
}

std::string extensionOf(std::string_view path) {
    const std::string_view name = nameOf(path);
    const size_t at = extensionAt(name);
    if (at == name.npos) return {};
    std::string extension(name.substr(at));
    for (char& c : extension)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return extension;
}

} // namespace taipan::host
