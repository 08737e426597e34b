// What a run looked at, so that the next one knows what has changed since.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "support/pack/hash.h"

namespace taipan::freezer {

/// What the file system says of a file or directory. Times are nanoseconds since 1970.
struct Stamp {
    uint64_t size = 0;
    uint64_t inode = 0;
    uint64_t device = 0;
    int64_t modified = 0;
    int64_t changed = 0; // of the entry: also when contents change under an old `modified`
    bool operator==(const Stamp&) const = default;
};

/// The stamp of `path`; 0 or an errno.
int readStamp(const std::string& path, Stamp& stamp);

/// The present, as stamps count.
int64_t clockNow();

/// True when whatever is written from `now` on gets another stamp: the times in this one are older
/// than a tick of the file system's clock.
bool isSettled(const Stamp& stamp, int64_t now);

/// A file or directory as one run found it.
struct Input {
    std::string path;
    bool isDirectory = false;
    bool settled = false; // an equal stamp later on means equal contents
    bool hashed = false;  // `content` is known
    Stamp stamp;
    Hash128 content; // of a directory: names and kinds of its entries
};

/// What became of an input since the last run.
enum class Change : uint8_t { Same, Changed, Unreadable };

/// An input as it is now. Files are read only when their stamps do not tell what is in them,
/// directories only when the last run read them.
struct Looked {
    Input now;
    Change change = Change::Changed;
    int error = 0;         // errno, when unreadable
    bool examined = false; // its stamp did not tell
    bool read = false;     // `text` holds the contents
    std::string text;
};

/// The same for something that was used already, some time after `since`: what may have changed
/// between counts as changed the next time.
Looked lookBack(const std::string& path, bool isDirectory, bool readListing, int64_t since);

/// What a run looks at, and what the last one knew. Paths are looked at once a run.
class InputTable {
  public:
    InputTable() = default;
    /// `before` has to outlive the table.
    explicit InputTable(std::span<const Input> before);

    /// Looks at those files of `paths`, and then directories of `directories`, that have not been
    /// looked at, on at most `threads` threads.
    void look(std::span<const std::string> paths, unsigned threads,
              std::span<const std::string> directories = {});
    /// Looks at one file or directory.
    const Looked& look(const std::string& path, bool isDirectory);
    /// A file or directory that has been looked at.
    const Looked& at(const std::string& path) const { return *byPath_.at(path); }

  private:
    Looked* add(const std::string& path, bool isDirectory);
    const Input* before(const std::string& path) const;

    std::unordered_map<std::string_view, const Input*> before_;
    std::unordered_map<std::string_view, Looked*> byPath_; // keys are of the entries
    std::deque<Looked> looked_;
};

} // namespace taipan::freezer
