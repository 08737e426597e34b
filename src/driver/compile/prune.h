// Taking outputs away whose sources are gone.
#pragma once

#include <string>
#include <vector>

#include "src/driver/compile/inputs.h"
#include "taipan/support/result.h"

namespace taipan::driver {

/// What pruning did not manage.
struct PruneFailure {
    std::string path;
    int error = 0; // errno
};

/// Removes the files below `naming.outDir` that an earlier run made of a source that is gone, and
/// the directories that this leaves empty. Such a file is a regular one that no job writes, is an
/// `.mpy` file, and records the name that a source of its path would have. Hidden directories and
/// links to directories are left alone.
std::vector<PruneFailure> pruneOutputs(const std::vector<Job>& jobs, const NamingOptions& naming);

/// Whether that can be done for these inputs: all outputs have to be below a directory of their
/// own, and the sources have to come from directories.
Result<void> canPrune(const std::vector<std::string>& inputs, const NamingOptions& naming);

} // namespace taipan::driver
