// Freezing as a step of a build: does what has changed since the last time, and nothing when
// nothing has.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "taipan/freezer/freeze.h"

namespace taipan::freezer {

struct BuildOptions {
    /// As for evaluate().
    std::vector<std::string> manifests;
    ManifestOptions manifest;
    FreezeOptions freeze;
    /// Path of the C file; "" writes none, "-" is standard output.
    std::string output;
    /// Where the outcome of a run is kept for the next one; "" keeps nothing.
    std::string cache;
    /// Stands for the program: another one may make other output from the same input.
    std::string program;
    int64_t programTime = 0; // when it was made: nanoseconds since 1970
    /// Leave the time of an output alone when its contents would be the same, even if an input or
    /// the program is newer. For build systems that look whether a step has changed its output.
    bool keepTime = false;
    /// Hand out the files as well when there is nothing to do.
    bool needFiles = false;
};

/// What became of the output.
enum class Outcome : uint8_t {
    UpToDate, // nothing to do; not even the manifests had to be run
    Same,     // holds already what it should
    Written,
    Failed, // there are errors; nothing has been written
};

struct BuildResult {
    Outcome outcome = Outcome::Failed;
    FreezeResult frozen; // no files when UpToDate, unless `needFiles`
    /// Paths of all files read: manifests, sources, the string header. Without double entries.
    std::vector<std::string> inputs;
    /// Of manifests, when they had to be run.
    std::vector<ManifestError> warnings;
    /// As of ManifestResult.
    std::vector<std::string> skipped;
    /// Why the next run starts from nothing; "" when it does not.
    std::string cacheError;
    /// What the run worked with. Thousands of small blocks: a program that ends now had better
    /// leave them to the system, together with the result.
    std::shared_ptr<const void> workings;
};

/// Runs the manifests, compiles, generates and writes the output; or less. Rests on sizes, times
/// and inode numbers; on contents where those changed, or are so young that they may not tell.
BuildResult build(const BuildOptions& options);

} // namespace taipan::freezer
