// From the files of a manifest to C source that puts them into a firmware image.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/backends/frozen_c.h"
#include "taipan/compiler.h"
#include "taipan/freezer/manifest.h"
#include "taipan/freezer/other_compiler.h"
#include "taipan/support/result.h"

namespace taipan::freezer {

struct FreezeState;

/// Whose firmware the C source is for.
enum class Target : uint8_t { Stock, Taipan };

struct FreezeOptions {
    /// For every file. Names are filled in; the level is that of files without an `opt=`.
    CompileOptions compile;
    /// The level is that of files with an `opt=` as well, as of stock when its flags have an -O.
    bool levelForAll = false;
    /// For functions of native code; may be empty.
    OtherCompiler otherCompiler;
    Target target = Target::Stock;
    /// Path of the list of strings that the firmware has. Stock: genhdr/qstrdefs.preprocessed.h;
    /// "" takes it to have none. Taipan: as frozen::TaipanOptions::names wants it.
    std::string knownNames;
    frozen::LongInt longInt = frozen::LongInt::Mpz;
    unsigned mpzDigitBits = 0; // 0: whatever the firmware is built with
    unsigned threads = 1;
    /// As ManifestOptions has it.
    std::string shownFolder;
};

/// What is wrong with a manifest or a file in it.
struct FreezeError {
    Place place;         // of the message; line 0 when it is about the file as a whole
    std::string message; // empty when there are diagnostics
    std::vector<Place> includedFrom;
    std::string source; // text that the diagnostics are about; its path is `place.path`
    std::vector<Diagnostic> diagnostics;
    std::string target; // name of the module that cannot be compiled, "" for other errors
};

/// A file as it is frozen.
struct FrozenFile {
    std::string source; // path
    std::string target;
    FileKind kind = FileKind::Source;
    bool compiled = false;          // now, not in an earlier run
    std::span<const uint8_t> bytes; // an .mpy file, or the text
    std::vector<uint8_t> owned;     // what `bytes` refers to, unless an earlier run left that
    mpy::Module module;             // whose views point into `bytes`; empty for texts
};

struct FreezeResult {
    std::vector<FrozenFile> files; // those that are good, in the manifest's order
    std::vector<OwnedText> code;   // C source, in pieces; only when there are no errors
    std::string knownNames;        // what FreezeOptions::knownNames holds, when it was needed
    std::vector<FreezeError> errors;
    std::vector<FreezeError> warnings; // diagnostics of files that were compiled now
    bool ok() const { return errors.empty(); }
};

/// Reads and compiles the files of `plan` and generates C source. Errors of all files are reported,
/// those of the manifest first, then in its order. `state` is what an earlier run left, or a new
/// one; files may refer to what it refers to.
FreezeResult freeze(const ManifestResult& plan, const FreezeOptions& options, FreezeState& state);

} // namespace taipan::freezer
