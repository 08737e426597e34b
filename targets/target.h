// What a program is checked for: a firmware and its releases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "targets/table.h"

namespace taipan::targets {

/// One target as named, `esp32@1.24`: the table's targets that it may be like, and the releases.
struct Target {
    std::string label;     // as named, with its release when it was given
    TargetSet like = 0;    // something is missing when it is missing on all of these
    Releases releases = 0; // something is missing when it is missing in one of these
    std::string_view port;
    bool isCircuitPython = false;

    /// The newest of its releases.
    Releases newest() const;
};

/// Reads `NAME[@RELEASES]`. NAME: a target of the table, a port, a board, `level:NAME`, `unix` (its
/// standard variant) or `circuitpython`. RELEASES: `1.24`, `>=1.22`, `1.20-1.24`, `<=1.20`; the
/// newest when left out.
Result<Target> parseTarget(const Table& table, std::string_view text);
/// A list of these with commas between.
Result<std::vector<Target>> parseTargets(const Table& table, std::string_view text);

/// `1.22 to 1.24`, `1.20`, …: a set of releases for people.
std::string describe(const Table& table, Releases releases, bool circuitPython = false);
/// `esp32, rp2-pico and 3 more`.
std::string describeTargets(const Table& table, TargetSet targets);
/// Bit of the release `1.24` (also `1.24.1`, `v1.24`); 0 when it is none.
Releases releaseOf(const std::vector<std::string_view>& releases, std::string_view text);

} // namespace taipan::targets
