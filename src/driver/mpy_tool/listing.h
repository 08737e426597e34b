// The listings of taipan mpy-tool, line by line as stock's tool prints them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/driver/mpy_tool/file.h"

namespace taipan::driver {

/// Lines of output, as text and as JSON for those who show listings beside sources.
class ToolPage {
  public:
    explicit ToolPage(bool json) : json_(json) {}

    /// A line. `members` are further members of its JSON object, each after a comma; `labels` are
    /// defined by it.
    void line(std::string_view text, std::string_view members = {},
              const std::vector<std::string>& labels = {});

    const std::string& text() const { return text_; }
    /// Everything as one JSON object.
    std::string json(std::string_view language) const;

  private:
    bool json_;
    std::string text_;
    std::string lines_; // of the JSON array
    size_t count_ = 0;
    std::vector<std::pair<std::string, size_t>> labels_; // line by label
};

/// The bytes of `file` with what they mean, coloured by kind.
void hexdump(const ToolFile& file, ToolPage& page);

/// Tables and functions of `file`.
void disassembleForTool(const ToolFile& file, ToolPage& page);

} // namespace taipan::driver
