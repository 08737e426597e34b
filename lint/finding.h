// What the linter has to say about one place.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "taipan/support/source.h"

namespace taipan::lint {

/// Every rule; the rows are in rules.def.
enum class Code : uint16_t {
#define TAIPAN_LINT_RULE(code, slug, level, confidence, consequence, raises) code,
#include "lint/rules.def"
#undef TAIPAN_LINT_RULE
    Count_
};

enum class Level : uint8_t { Error, Warning, Info, Off };
/// Exact: from the text and the tables alone. Likely: from a type inferred. Guess: from habit.
enum class Confidence : uint8_t { Exact, Likely, Guess };
/// What happens to a program that has it.
enum class Consequence : uint8_t {
    DoesNotCompile,
    FailsAtImport,
    FailsWhenReached,
    OtherResult,
    CostsMemory,
    Tool
};
/// The exception that a device raises at the place; a handler for it silences the finding.
enum class Raises : uint8_t {
    Nothing,
    SyntaxError,
    ImportError,
    AttributeError,
    NameError,
    TypeError,
    ValueError,
    NotImplementedError
};

struct RuleRow {
    const char* code; // "MP3001"
    const char* slug;
    Level level;
    Confidence confidence;
    Consequence consequence;
    Raises raises;
};
const RuleRow& ruleRow(Code code);
/// The rule called `text`, a code or a slug; Count_ for none.
Code findRule(std::string_view text);

/// One replacement of a fix.
struct Edit {
    SourceSpan span;
    std::string text;
};

/// Edits that belong together. Safe ones change nothing else.
struct Fix {
    std::vector<Edit> edits;
    bool safe = false;
    bool exists() const { return !edits.empty(); }
};

struct Finding {
    Code code{};
    Level level = Level::Error;
    SourceSpan span;
    std::string message;
    std::string hint;  // the way out; may be empty
    std::string proof; // the exception that was seen; "" for none
    Fix fix;
    uint64_t targets = 0; // bit i: the i-th target that was asked for
};

/// Why nothing is said about a part of a file: for --explain-silence.
struct Silence {
    SourceSpan span;
    std::string finding; // what would be said, "MP3001: …"; "" where nothing was looked for
    std::string reason;
};

/// What a look at a file tells besides findings, of all targets together.
struct Notes {
    /// Modules that live code imports, as it names them; `.name` for a relative one.
    std::vector<std::string> imports;
    /// A live import whose module is not written there: `__import__(name)`.
    bool importsByName = false;
    bool wantSilences = false;
    std::vector<Silence> silences;
};

} // namespace taipan::lint
