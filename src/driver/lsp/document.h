// A text that an editor has open, and its positions: lines and UTF-16 code units from 0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace taipan::driver {

struct Position {
    uint32_t line = 0, character = 0;
};

class Document {
  public:
    Document(std::string path, std::string text);

    const std::string& path() const { return path_; }
    const std::string& text() const { return text_; }
    /// The byte at a position; the end of the line or text for one behind it.
    uint32_t offsetOf(Position position) const;
    Position positionOf(uint32_t offset) const;
    void replace(Position begin, Position end, std::string_view text);
    void replaceAll(std::string text);

  private:
    void index(size_t fromLine);

    std::string path_, text_;
    std::vector<uint32_t> lines_; // where each begins
};

/// The path of a file:// URI, or the URI itself.
std::string pathOfUri(std::string_view uri);

} // namespace taipan::driver
