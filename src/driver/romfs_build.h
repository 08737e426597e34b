// From a directory on the host to a ROMFS image.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/report/report.h"
#include "taipan/freezer/other_compiler.h"

namespace taipan::driver {

struct RomfsBuildOptions {
    freezer::OtherCompiler otherCompiler;
    CompileOptions compile; // names are filled in for each file
    std::string sourcePrefix;
    bool compileSources = true;
    unsigned alignment = 1;
    unsigned threads = 1;
    report::Format format = report::Format::Rich;
    report::RichStyle style;
};

struct RomfsBuild {
    std::vector<uint8_t> image; // empty when something is wrong
    std::string report;         // what to print: errors of all files, in the order of the image
    std::vector<std::string> inputs; // paths of everything read, directories among them
};

/// The image of everything below `directory`, sorted by name. Sources become .mpy files, unless
/// there is one of that name beside them.
RomfsBuild buildRomfs(const std::string& directory, const RomfsBuildOptions& options);

} // namespace taipan::driver
