// Places in a manifest. The runtime knows lines only; what stands in them is found in the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "taipan/support/source.h"

namespace taipan::freezer {

/// What a manifest's text tells about its lines. Lines and columns count from 1.
class PlaceFinder {
  public:
    explicit PlaceFinder(std::string_view text);

    /// The call of `function` that line `line` is in, nested ones first. When there are several in
    /// the line, the first with `subject` in it. Without such a call, the first token of the line.
    LineColumn call(uint32_t line, std::string_view function, std::string_view subject) const;
    /// Whether the line is in a `try` that has an `except`.
    bool isGuarded(uint32_t line) const;

  private:
    struct Call {
        SourceSpan name;
        SourceSpan span; // from the name to the closing parenthesis
        uint32_t firstLine, lastLine;
    };
    struct Lines {
        uint32_t first, last;
    };
    class Scan;

    SourceBuffer source_;
    std::vector<Call> calls_; // outer before inner
    std::vector<Lines> guarded_;
    std::vector<SourceSpan> firstTokens_; // of lines, in order
};

/// Column of `function(` in a line of `text`, found without taking the text apart; 0 when it is not
/// there.
uint32_t quickColumn(std::string_view lineText, std::string_view function);

} // namespace taipan::freezer
