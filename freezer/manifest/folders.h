// What functions of manifests find in directories.
#pragma once

#include <string>
#include <vector>

#include "support/host/folders.h"

namespace taipan::freezer {

using host::FolderChain;
using host::leafDevice;
using host::listFolder;
using host::Listing;
using host::PathKind;
using host::pathKind;
using host::SubFolder;

/// The files in a directory and all below it, as paths relative to it: those of a directory before
/// those of the ones in it. Links are followed, but none that leads back to where it came from.
struct FolderTree {
    struct Unreadable {
        std::string path;
        int error = 0; // errno
    };
    std::vector<std::string> files;     // regular ones, and links that lead nowhere
    std::vector<std::string> folders;   // all that were found, `root` included
    std::vector<std::string> specials;  // paths, not relative, of pipes, sockets and devices
    std::vector<Unreadable> unreadable; // directories below the root
    int error = 0;                      // errno, when the root cannot be read
    bool hasBroken = false;             // not all of `files` are there
};
FolderTree walkFolder(const std::string& root);

} // namespace taipan::freezer
