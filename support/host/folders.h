// Directories: what they hold, sorted by name so that every machine gives the same order.
#pragma once

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace taipan::host {

/// What a path names.
enum class PathKind : uint8_t { Nothing, File, Folder };
PathKind pathKind(const std::string& path);

/// A directory in a directory.
struct SubFolder {
    std::string name;
    bool isLink = false;
    /// It holds no directories. False when that is not known without looking.
    bool isLeaf = false;
};

/// A directory's entries without "." and "..", all lists sorted. Links count as what they lead to.
struct Listing {
    std::vector<std::string> files; // regular ones
    std::vector<SubFolder> folders;
    std::vector<std::string> broken;   // links that lead nowhere
    std::vector<std::string> specials; // pipes, sockets, devices: reading one may never end

    /// All that is no directory, sorted.
    std::vector<std::string> names() const;
};
/// Reads a directory; 0 or an errno, and then the entries that could be read. `leafDevice`: the
/// file system on which SubFolder::isLeaf is worth finding out, as leafDevice() tells; 0 for none.
int listFolder(const std::string& path, Listing& listing, dev_t leafDevice = 0);
/// The file system that a path is on, when the links of a directory there tell how many directories
/// are in it; 0 when not. That spares opening most directories of a library.
dev_t leafDevice(const std::string& path);

/// The directories on the way down to one, to notice a link that leads back to one of them.
class FolderChain {
  public:
    void enter(const std::string& path) { steps_.push_back({path}); }
    void leave() { steps_.pop_back(); }
    bool leadsBack(const std::string& path);
    bool empty() const { return steps_.empty(); }

  private:
    struct Step {
        std::string path;
        bool isKnown = false; // which directory that is, once that was asked for:
        dev_t device = 0;
        ino_t inode = 0;
    };
    static bool identify(Step& step);

    std::vector<Step> steps_;
};

} // namespace taipan::host
