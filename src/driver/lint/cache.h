// What earlier runs found, kept by the hash of a file's text and of all that its findings depend
// on.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "lint/lint.h"
#include "support/pack/hash.h"

namespace taipan::driver {

/// One file in the cache folder for each set of options. It can be deleted at any time; a damaged
/// one, or one of another program or table, counts as none.
class LintCache {
  public:
    /// In $XDG_CACHE_HOME/taipan/lint or ~/.cache/taipan/lint; nothing is kept where neither is
    /// set. `data`: the text of the table where it is not the program's own. `options` is kept.
    LintCache(std::string_view data, const lint::Options& options);

    /// The result of an earlier run on the same text under the same path; false for none.
    bool find(std::string_view text, const std::string& path, lint::FileResult& result) const;
    /// Takes a result in for save(); not from several threads at once.
    void add(std::string_view text, const std::string& path, const lint::FileResult& result);
    /// Writes what add() got and was not there. When it cannot, the next run is slower.
    void save() const;

  private:
    struct KeyHash {
        size_t operator()(const Hash128& key) const { return static_cast<size_t>(key.low); }
    };
    using Results = std::unordered_map<Hash128, std::string_view, KeyHash>;

    void load();
    Hash128 keyOf(std::string_view text, const std::string& path) const;

    const lint::Options& options_;
    std::string folder_, path_;
    Hash128 program_;
    std::string text_; // of the file that was read; `old_` refers to it
    Results old_;
    std::unordered_map<Hash128, std::string, KeyHash> added_;
};

} // namespace taipan::driver
