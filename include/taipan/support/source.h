// A source text and its positions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace taipan {

/// A half-open byte range of the source.
struct SourceSpan {
    uint32_t begin = 0;
    uint32_t end = 0;
};

/// Line and column, both from 1; the column counts code points.
struct LineColumn {
    uint32_t line = 1;
    uint32_t column = 1;
};

/// What a source text is.
enum class InputKind : uint8_t {
    File,
    Expression,  // as for eval(): the code's value is that of the expression
    Interactive, // as for a prompt: expressions that are statements are printed
};

/// Owns a copy of the text, followed by a newline where it lacks one and by `kPadding` NUL bytes,
/// so that a scanner may look ahead without a bounds check.
class SourceBuffer {
  public:
    static constexpr size_t kPadding = 16;
    static constexpr size_t kMaxSize = size_t{1} << 30; // offsets are 32 bits; leaves room

    SourceBuffer(std::string_view text, std::string name);

    const std::string& name() const { return name_; }
    /// The text with its final newline, without the padding.
    std::string_view text() const { return {padded_.data(), size_}; }
    const char* data() const { return padded_.data(); }

    /// Line and column of a byte offset (clamped to the text).
    LineColumn lineColumn(uint32_t offset) const;
    /// The text of line `line` without its line end; empty when there is no such line.
    std::string_view lineText(uint32_t line) const;
    /// Offset of the first byte of line `line` (clamped to the end of the text).
    uint32_t lineStart(uint32_t line) const;

  private:
    void index() const;
    uint32_t charactersBefore(uint32_t offset) const;

    std::string name_;
    std::string padded_;
    size_t size_;
    // Filled on first use.
    mutable std::vector<uint32_t> lineStarts_;
    mutable std::vector<uint32_t> characters_; // code points before every kIndexStep-th byte
};

} // namespace taipan
