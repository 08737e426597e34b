// A library: a directory somewhere in which require() finds packages by name.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "freezer/manifest/folders.h"

namespace taipan::freezer {

/// Walks the tree once, as far as the names asked for make it necessary.
class Library {
  public:
    Library(std::string name, std::string path);

    const std::string& name() const { return name_; }
    const std::string& path() const { return path_; }
    /// The directory called `package` that holds a manifest.py: the first one when the tree is
    /// walked from the top, directories sorted by name and hidden ones last. Links are not
    /// followed. Null when there is none.
    const std::string* find(std::string_view package);
    /// The same directory by its real path, as the system names it when it is the current one.
    std::string realPath(const std::string& folder);
    /// The directories that were looked at so far.
    const std::vector<std::string>& folders() const { return folders_; }

  private:
    struct Folder {
        std::string path;
        bool isLeaf;
    };
    enum class Manifest : uint8_t { Unknown, Missing, Present };
    struct Candidate {
        std::string path;
        Manifest manifest;
    };

    /// Looks at the next directory of the walk; the candidate there, null when there is none.
    Candidate* advance(std::string_view& name);
    static bool isPackage(Candidate& candidate);

    std::string name_;
    std::string path_;
    std::string realPath_;      // found when needed
    dev_t leafDevice_ = 0;      // found when the walk starts
    std::vector<Folder> ahead_; // of the walk, the next one last
    std::vector<std::string> folders_;
    /// By name, in the order of the walk.
    std::unordered_map<std::string, std::vector<Candidate>> candidates_;
};

} // namespace taipan::freezer
