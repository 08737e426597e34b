#include "freezer/manifest/library.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <utility>

#include "freezer/manifest/paths.h"

namespace taipan::freezer {

namespace {
constexpr std::string_view kManifest = "manifest.py";

bool isHidden(const SubFolder& folder) {
    return folder.name[0] == '.';
}
} // namespace

Library::Library(std::string name, std::string path)
    : name_(std::move(name)), path_(std::move(path)), ahead_{{path_, false}} {}

bool Library::isPackage(Candidate& candidate) {
    if (candidate.manifest == Manifest::Unknown) {
        const bool isThere = pathKind(joinPath(candidate.path, kManifest)) == PathKind::File;
        candidate.manifest = isThere ? Manifest::Present : Manifest::Missing;
    }
    return candidate.manifest == Manifest::Present;
}

Library::Candidate* Library::advance(std::string_view& name) {
    Folder folder = std::move(ahead_.back());
    ahead_.pop_back();
    if (folders_.empty()) leafDevice_ = leafDevice(path_);
    folders_.push_back(folder.path);
    Manifest manifest = Manifest::Unknown;
    if (!folder.isLeaf) {
        Listing listing;
        listFolder(folder.path, listing, leafDevice_);
        manifest = std::binary_search(listing.files.begin(), listing.files.end(), kManifest)
                       ? Manifest::Present
                       : Manifest::Missing;
        std::stable_partition(listing.folders.begin(), listing.folders.end(),
                              [](const SubFolder& each) { return !isHidden(each); });
        for (auto each = listing.folders.rbegin(); each != listing.folders.rend(); ++each)
            if (!each->isLink) ahead_.push_back({joinPath(folder.path, each->name), each->isLeaf});
    }
    if (manifest == Manifest::Missing) return nullptr;
    name = nameOf(folders_.back());
    auto& same = candidates_[std::string(name)];
    same.push_back({std::move(folder.path), manifest});
    return &same.back();
}

const std::string* Library::find(std::string_view package) {
    const auto known = candidates_.find(std::string(package));
    if (known != candidates_.end())
        for (Candidate& candidate : known->second)
            if (isPackage(candidate)) return &candidate.path;
    while (!ahead_.empty()) {
        std::string_view name;
        Candidate* candidate = advance(name);
        if (candidate != nullptr && name == package && isPackage(*candidate))
            return &candidate->path;
    }
    return nullptr;
}

std::string Library::realPath(const std::string& folder) {
    if (realPath_.empty()) {
        char room[PATH_MAX];
        realPath_ = ::realpath(path_.c_str(), room) != nullptr ? room : path_;
    }
    return realPath_ + folder.substr(path_.size()); // no links below
}

} // namespace taipan::freezer
