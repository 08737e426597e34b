// The oldest release that runs a program.
#pragma once

#include <string>
#include <vector>

#include "src/driver/lint/project.h"

namespace taipan::driver {

/// What of the program a release does not have, release by release.
struct Need {
    std::string target;             // "esp32"
    std::vector<std::string> known; // releases asked for, oldest first
    std::string oldest;             // that runs it; "" when none does
    std::string newest;             // and the newest that does
    /// What asks for `oldest`: the faults in the release before it; for none, those of all
    /// releases.
    std::vector<lint::FileResult> reasons;
};

/// One row a target of `spec`. Without releases, a target stands for all of its own.
Result<std::vector<Need>> leastReleases(const std::string& spec, const std::vector<LintFile>& files,
                                        const lint::Options& options, unsigned threads);

/// `esp32: 1.22, for main.py:3:9: …`, or a JSON object a target. False when no release runs it.
bool printNeeds(const std::vector<Need>& needs, bool json);

} // namespace taipan::driver
