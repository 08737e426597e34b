// What a run leaves to the next one, in one file: the compiled modules by the hash of what they
// were made from, and what the run looked at and made.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "freezer/build/inputs.h"
#include "support/pack/hash.h"
#include "taipan/freezer/manifest.h"

namespace taipan::freezer {

/// Compiled modules by the hash of source and options. Does not own their bytes.
class ModuleCache {
  public:
    struct KeyHash {
        size_t operator()(const Hash128& key) const { return static_cast<size_t>(key.low); }
    };
    using Modules = std::unordered_map<Hash128, std::string_view, KeyHash>;

    void add(const Hash128& key, std::string_view mpy) { modules_.emplace(key, mpy); }
    /// The module of `key`, empty when it is not here.
    std::string_view find(const Hash128& key) const;
    const Modules& modules() const { return modules_; }

  private:
    Modules modules_;
};

/// What the last run was and found. The hashes of an empty one are no run's.
struct RunRecord {
    Hash128 request; // of what decides how manifests turn out, but for the files below
    Hash128 options; // of what else decides what the output is
    ManifestResult plan;
    bool repeatable = false; // the manifests see nothing but the inputs
    std::vector<Input> inputs;
    Stamp output;
    Hash128 outputContent;
};

/// The file's contents. `text` owns what `modules` refers to.
struct CacheFile {
    std::string text;
    RunRecord record; // empty on the first run, and when the file is damaged
    ModuleCache modules;
};

/// Reads the file that a run of the same `program` wrote. A file of another program, a damaged one
/// or none: an empty cache.
CacheFile loadCache(const std::string& path, const Hash128& program);

/// The file's contents, in pieces. Those refer to `text` and to the modules' bytes.
struct CacheText {
    std::string text; // all but those bytes
    std::vector<std::string_view> pieces;
};

CacheText cacheText(const RunRecord& record, const ModuleCache& modules, const Hash128& program);

} // namespace taipan::freezer
