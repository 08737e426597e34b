#include "support/host/folders.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "support/host/descriptor.h"

namespace taipan::host {

PathKind pathKind(const std::string& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return PathKind::Nothing;
    return S_ISDIR(found.st_mode) ? PathKind::Folder : PathKind::File;
}

namespace {
constexpr size_t kEntries = 32 << 10; // bytes of a directory read at a time

void addEntry(int descriptor, const dirent64& entry, Listing& listing) {
    unsigned char type = entry.d_type;
    const bool isLink = type == DT_LNK;
    if (type == DT_UNKNOWN || isLink) {
        struct stat found {};
        const bool isThere = ::fstatat(descriptor, entry.d_name, &found, 0) == 0;
        type = isThere ? static_cast<unsigned char>(IFTODT(found.st_mode))
                       : static_cast<unsigned char>(DT_UNKNOWN);
    }
    if (type == DT_REG) return void(listing.files.emplace_back(entry.d_name));
    if (type == DT_UNKNOWN) return void(listing.broken.emplace_back(entry.d_name));
    if (type != DT_DIR) return void(listing.specials.emplace_back(entry.d_name));
    struct stat self {};
    const bool mayBeLink = entry.d_type == DT_UNKNOWN &&
                           ::fstatat(descriptor, entry.d_name, &self, AT_SYMLINK_NOFOLLOW) == 0 &&
                           S_ISLNK(self.st_mode);
    listing.folders.push_back({entry.d_name, isLink || mayBeLink, false});
}

void findLeaves(int descriptor, Listing& listing, dev_t device) {
    constexpr nlink_t kLinksOfLeaf = 2; // its name, and its own "."
    struct stat found {};
    for (SubFolder& folder : listing.folders)
        folder.isLeaf = !folder.isLink &&
                        ::fstatat(descriptor, folder.name.c_str(), &found, 0) == 0 &&
                        found.st_dev == device && found.st_nlink == kLinksOfLeaf;
}
} // namespace

bool FolderChain::identify(Step& step) {
    struct stat found {};
    if (!step.isKnown && ::stat(step.path.c_str(), &found) == 0) {
        step.device = found.st_dev;
        step.inode = found.st_ino;
        step.isKnown = true;
    }
    return step.isKnown;
}

bool FolderChain::leadsBack(const std::string& path) {
    Step next{path};
    if (!identify(next)) return true; // gone meanwhile
    return std::any_of(steps_.begin(), steps_.end(), [&](Step& step) {
        return identify(step) && step.device == next.device && step.inode == next.inode;
    });
}

std::vector<std::string> Listing::names() const {
    std::vector<std::string> all = files;
    all.insert(all.end(), broken.begin(), broken.end());
    all.insert(all.end(), specials.begin(), specials.end());
    std::sort(all.begin(), all.end());
    return all;
}

int listFolder(const std::string& path, Listing& listing, dev_t device) {
    const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0) return errno;
    // Not opendir(), which takes as much memory anew for each, and asks for more than is needed.
    alignas(dirent64) char entries[kEntries];
    ssize_t size;
    while ((size = ::getdents64(folder.get(), entries, sizeof entries)) > 0) {
        for (ssize_t at = 0; at < size;) {
            const auto* entry = reinterpret_cast<const dirent64*>(entries + at);
            const std::string_view name = entry->d_name;
            if (name != "." && name != "..") addEntry(folder.get(), *entry, listing);
            at += entry->d_reclen;
        }
    }
    const int error = size < 0 ? errno : 0;
    if (device != 0) findLeaves(folder.get(), listing, device);
    for (auto* names : {&listing.files, &listing.broken, &listing.specials})
        std::sort(names->begin(), names->end());
    std::sort(listing.folders.begin(), listing.folders.end(),
              [](const SubFolder& a, const SubFolder& b) { return a.name < b.name; });
    return error;
}

dev_t leafDevice(const std::string& path) {
    // Those known to count so.
    constexpr unsigned long kExt = 0xef53, kXfs = 0x58465342, kTmpfs = 0x01021994;
    struct statfs about {};
    struct stat found {};
    if (::statfs(path.c_str(), &about) != 0 || ::stat(path.c_str(), &found) != 0) return 0;
    const auto type = static_cast<unsigned long>(about.f_type);
    return type == kExt || type == kXfs || type == kTmpfs ? found.st_dev : 0;
}

} // namespace taipan::host
