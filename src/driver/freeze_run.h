// What the two freezing commands share: running a build step and saying what came of it.
#pragma once

#include <string>

#include "support/report/report.h"
#include "taipan/freezer/build.h"
#include "taipan/support/result.h"

namespace taipan::driver {

/// How a freezing command speaks.
struct FreezeVoice {
    report::Format format = report::Format::Rich;
    Words words = Words::Taipan;
    bool progress = false; // stock's lines: MPY, STR, GEN
};

/// Where a port's build has the strings of its firmware, below its folder.
inline constexpr std::string_view kQstrHeader = "genhdr/qstrdefs.preprocessed.h";

/// Splits "NAME=VALUE"; a value that is a path becomes an absolute one. Fails without a '='.
Result<void> addVariable(const std::string& text, freezer::ManifestOptions& options);

/// Path of the cache file for `output` in the folder `buildDir` ("": the output's). "" when the
/// output is no file: the next run could not tell what became of it.
std::string cachePath(const std::string& output, const std::string& buildDir);

/// Fills in what is the same for all: who the program is, the compiler for native code ("" for
/// none), threads.
void setUpBuild(freezer::BuildOptions& options, const std::string& nativeCompiler,
                unsigned threads);

/// Outcome of a step; `status` is 0 or 1.
struct FreezeRun {
    int status;
    const freezer::BuildResult& result;
};

/// Runs the step and prints. The result of the last run stays until the end of the process.
FreezeRun runBuild(const freezer::BuildOptions& options, const FreezeVoice& voice);

/// Prints errors on standard error.
void printFreezeErrors(const std::vector<freezer::FreezeError>& errors, report::Format format,
                       Words words = Words::Taipan);

/// Errors of manifests in the same form.
std::vector<freezer::FreezeError> asFreezeErrors(std::vector<freezer::ManifestError> errors);

} // namespace taipan::driver
