// The command line of taipan mpy-tool, which is that of stock's mpy-tool.py: long options with one
// dash, unambiguous beginnings of options, short ones run together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/driver/help/command_shape.h"
#include "taipan/backends/frozen_c.h"
#include "taipan/support/result.h"

namespace taipan::driver {

struct MpyToolOptions {
    bool help = false;
    bool hexdump = false;
    bool disassemble = false;
    bool freeze = false;
    bool json = false;
    bool merge = false;
    std::string extractBase; // "": nothing is extracted
    std::string extractOnly; // kinds, separated by commas; "": all
    std::string qstrHeader;  // path
    std::string output;
    frozen::LongInt longInt = frozen::LongInt::Mpz;
    unsigned mpzDigitBits = 16;
    std::optional<uint32_t> archFlags;
    std::vector<std::string> files;
};

Result<MpyToolOptions> parseMpyToolOptions(const std::vector<std::string>& words);

/// The options, for what tells of them.
std::vector<OptionShape> mpyToolOptionShapes();

/// The lines that -h prints; `brief`: those in front of a complaint.
std::string mpyToolUsage(bool brief);

} // namespace taipan::driver
