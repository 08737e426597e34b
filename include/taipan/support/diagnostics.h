// What a stage has to say about the source. Stages report into a sink; only the programs print.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "taipan/support/source.h"

namespace taipan {

enum class Severity : uint8_t { Error, Warning, Note };

/// Every diagnostic; the rows are in support/diagnostics.def.
enum class DiagId : uint16_t {
#define TAIPAN_DIAG(id, code, severity, exception, text, hint) id,
#include "taipan/support/diagnostics.def"
#undef TAIPAN_DIAG
};

/// The fixed facts of a diagnostic.
struct DiagInfo {
    const char* id;   // enumerator, for tests and the catalogue
    const char* code; // stable, for users: "TP0101"
    Severity severity;
    const char*
        exception;    // exception type that the stock cross-compiler prints; "" when it is silent
    const char* text; // its message, word for word; each "{}" marks an argument
    const char* hint; // what to do about it; may be empty. See hintOf()
};

/// The program whose options a hint names.
enum class Words : uint8_t { MpyCross, Taipan };

const DiagInfo& diagInfo(DiagId id);
/// The message that the stock cross-compiler prints.
std::string stockText(DiagId id, std::initializer_list<std::string_view> arguments);
/// What to do about it, "" for nothing.
std::string hintOf(DiagId id, Words words = Words::Taipan);
std::string_view severityName(Severity severity);

/// One finding at one place.
struct Diagnostic {
    DiagId id{};
    Severity severity = Severity::Error;
    SourceSpan span;        // the exact place
    std::string message;    // for people: names what was found and what was expected
    std::string hint;       // for people who use taipan; may be empty
    std::string stockText;  // the message the stock cross-compiler prints
    uint32_t stockLine = 0; // the line it names; 0: it prints no place
    std::string stockBlock; // the scope it names, "" for none
};

/// Collects findings in the order of reporting.
class DiagnosticSink {
  public:
    /// Keeps at most `limit` errors; the rest are only counted.
    explicit DiagnosticSink(size_t limit = 100) : limit_(limit) {}

    Diagnostic& report(DiagId id, SourceSpan span, std::string message = {},
                       std::initializer_list<std::string_view> arguments = {});

    bool hasErrors() const { return errors_ != 0; }
    size_t errorCount() const { return errors_; }
    const std::vector<Diagnostic>& all() const { return all_; }
    Diagnostic& at(size_t i) { return all_[i]; }
    std::vector<Diagnostic> take() { return std::move(all_); }

  private:
    size_t limit_;
    size_t errors_ = 0;
    std::vector<Diagnostic> all_;
    Diagnostic spill_; // what a report beyond the limit writes into
};

} // namespace taipan
