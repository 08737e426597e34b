// Diagnostics as text: for people, for programs, and as the stock cross-compiler words them. Every
// function appends to a string; nothing here prints, and nothing here uses iostreams.
#pragma once

#include <string>
#include <string_view>

#include "taipan/support/diagnostics.h"
#include "taipan/support/source.h"

namespace taipan::report {

enum class Format : uint8_t { Stock, Rich, Json };

struct RichStyle {
    bool color = false;  // ANSI colours
    unsigned width = 96; // terminal columns that a quoted source line may take
};

/// `file:line:column: error[CODE]: message`, the source line with the place underlined, and the
/// hint. The file is source.name(). Tabs are expanded; control characters and characters that
/// change the writing direction show as U+FFFD.
void appendRich(std::string& out, const SourceBuffer& source, const Diagnostic& found,
                RichStyle style = {});

/// One JSON object on one line, as docs/diagnostics-format.md describes it.
void appendJson(std::string& out, const SourceBuffer& source, const Diagnostic& found);

/// True when the stock cross-compiler rejects the source for this reason too, so that appendStock
/// has words for it.
bool hasStockForm(const Diagnostic& found);

/// The stock cross-compiler's lines. It names `inputName` where parsing failed and `sourceName`
/// (the recorded one) where compiling did.
void appendStock(std::string& out, const Diagnostic& found, std::string_view inputName,
                 std::string_view sourceName);

/// A finding without a place in a source text (a file that cannot be read, for instance), in rich
/// (also used for Stock) or JSON form.
void appendPlain(std::string& out, Format format, std::string_view file, std::string_view message);

/// The same for what is wrong with another input than a source, as what cannot be frozen, at a line
/// and column of the file, from 1; 0 where they are not known. `code`: of the JSON form.
void appendPlaced(std::string& out, Format format, std::string_view file, uint32_t line,
                  uint32_t column, std::string_view message, Severity severity = Severity::Error,
                  std::string_view code = "freeze");

/// A line that tells who caused the finding above it, in rich form.
void appendIncludedFrom(std::string& out, std::string_view file, uint32_t line);

} // namespace taipan::report
