// An .mpy file as taipan mpy-tool looks at it: with the places of its parts.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/mpy-format/module.h"
#include "taipan/support/result.h"

namespace taipan::driver {

enum class SegmentKind : uint8_t { Meta, Qstr, Obj, Code };

/// A stretch of the file that holds something with a name. Static strings take none.
struct Segment {
    SegmentKind kind = SegmentKind::Meta;
    std::string name;
    size_t start = 0;
    size_t end = 0;
};

struct ToolFile {
    std::string path;
    std::string bytes;
    mpy::Module module; // views into `bytes`
    std::vector<Segment> segments;
    std::vector<std::string> labels;     // of the functions, as stock's tool names them
    std::vector<std::string_view> names; // of the functions

    std::string_view sourceName() const { return module.qstrs[0].text; }
};

/// What the files of one run have in common.
struct ToolState {
    abi::Arch arch = abi::Arch::none; // of the first file with machine code
    std::set<std::string> labels;     // taken by functions
};

/// Reads `path` into `file`, which stays where it is. A failure names the file.
Result<void> loadToolFile(const std::string& path, ToolState& state, ToolFile& file);

} // namespace taipan::driver
