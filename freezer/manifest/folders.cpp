#include "freezer/manifest/folders.h"

#include <algorithm>

#include "freezer/manifest/paths.h"

namespace taipan::freezer {

namespace {
class Walk {
  public:
    explicit Walk(FolderTree& tree) : tree_(tree) {}

    /// `inner`: the directory's path below the root, with a slash behind it unless it is the root.
    void enter(const std::string& path, const std::string& inner) {
        tree_.folders.push_back(path);
        Listing listing;
        const int error = listFolder(path, listing);
        if (chain_.empty())
            tree_.error = error;
        else if (error != 0)
            tree_.unreadable.push_back({path, error});
        addFiles(listing, path, inner);
        chain_.enter(path);
        for (const SubFolder& folder : listing.folders) {
            const std::string next = joinPath(path, folder.name);
            if (!folder.isLink || !chain_.leadsBack(next)) enter(next, inner + folder.name + '/');
        }
        chain_.leave();
    }

  private:
    void addFiles(Listing& listing, const std::string& path, const std::string& inner) {
        for (const std::string& name : listing.specials)
            tree_.specials.push_back(joinPath(path, name));
        if (!listing.broken.empty()) {
            tree_.hasBroken = true;
            listing.specials.clear();
            listing.files = listing.names();
        }
        for (const std::string& name : listing.files) tree_.files.push_back(inner + name);
    }

    FolderTree& tree_;
    FolderChain chain_;
};
} // namespace

FolderTree walkFolder(const std::string& root) {
    FolderTree tree;
    Walk(tree).enter(root, "");
    return tree;
}

} // namespace taipan::freezer
