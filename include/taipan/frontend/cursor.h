// Where the lexer reads: the source, and what f-strings and t-strings put in front of its rest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/support/source.h"

namespace taipan {

/// Text to scan: a window of the source, or made text, which stands at one place of the source.
/// What follows it in memory can be read, but is not part of it; made text is followed by a NUL
/// byte.
struct Stretch {
    static constexpr uint32_t kInSource = UINT32_MAX;

    const char* at;
    const char* end;
    uint32_t place; // of made text: the offset of its place; kInSource for a window
    uint32_t depth; // f-strings around it

    static Stretch made(std::string_view text, uint32_t place) {
        return {text.data(), text.data() + text.size(), place, 0};
    }
};

/// What is left to scan, character by character: every line end is one '\n', and a NUL byte is a
/// character like any other (1).
class Cursor {
  public:
    /// F-strings within f-strings; each level scans again what is in it.
    static constexpr uint32_t kMaxDepth = 100;

    /// `source` must outlive the cursor.
    explicit Cursor(const SourceBuffer& source);

    /// The stretch at hand, for scans that end at a byte that ends it, too.
    const char* at() const { return now_.at; }
    const char* end() const { return now_.end; }
    /// Goes on at `at`, in the stretch at hand; no line end lies between.
    void moveTo(const char* at) { now_.at = at; }

    /// Place of the next character in the source.
    uint32_t offset() const {
        return now_.place == Stretch::kInSource ? static_cast<uint32_t>(now_.at - source_)
                                                : now_.place;
    }
    /// From 1; the line ends in the fields of an f-string count twice, as they are scanned twice.
    uint32_t line() const { return line_; }
    void countLines(uint32_t lines) { line_ += lines; }
    uint32_t depth() const { return now_.depth; }

    /// The character `ahead` of the next one; 0 when there is none.
    unsigned char peek(unsigned ahead) const;
    unsigned char current() const { return peek(0); }
    void advance();
    /// Moves past the next character, which becomes the last of `to`.
    void take(std::vector<Stretch>& to);

    /// True when all text is used up.
    bool atEnd() const;
    /// Leaves a stretch that is used up for the one behind it; false when there is none.
    bool leave();

    /// Has `stretches`, which has one at least, scanned before the rest. They are in literals that
    /// are in `depth` others; false when that is too deep.
    bool insert(std::vector<Stretch>& stretches, uint32_t depth);
    /// Goes on with the source behind all that was inserted.
    void leaveInserted();

  private:
    const char* source_;
    Stretch now_;
    std::vector<Stretch> rest_; // in reverse order
    uint32_t line_ = 1;
};

/// The characters of `stretches`.
std::string textOf(const Stretch* first, const Stretch* last);

} // namespace taipan
