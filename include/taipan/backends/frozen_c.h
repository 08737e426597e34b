// C source that puts modules into firmware images.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/mpy-format/module.h"
#include "taipan/support/owned_text.h"

namespace taipan::frozen {

/// A compiled module. Stock firmware finds it by its source name, the first of its strings.
struct FrozenModule {
    const mpy::Module* module = nullptr;
    std::string name; // target path, such as "asyncio/core.py"
};

/// A file that is frozen as it is.
struct FrozenText {
    std::string name;
    std::string_view text;
};

/// Stock's implementations of integers that are not small. The numbers are those of
/// MICROPY_LONGINT_IMPL.
enum class LongInt : uint8_t { None, LongLong, Mpz };

struct StockOptions {
    /// Contents of genhdr/qstrdefs.preprocessed.h: the strings that the firmware has already. When
    /// it is empty, the static strings count, with one byte for lengths and one for hashes.
    std::string_view qstrHeader = {};
    LongInt longInt = LongInt::Mpz;
    /// Bits of an mpz digit: 8, 16 or 32; 0: whatever of 16 and 32 the firmware is built with.
    unsigned mpzDigitBits = 0;
    /// Whether the tables of frozen texts are part of the output. Without them, the file may be
    /// appended to one that has them, as stock's two tools do it.
    bool withTexts = true;
    /// At most so many make the text; it is the same with any number.
    unsigned threads = 1;
};

inline constexpr uint32_t kNoModule = UINT32_MAX;

/// Why something cannot be frozen.
struct FreezeFailure {
    uint32_t module = kNoModule; // index into the modules; kNoModule: not about one of them
    uint32_t line = 0;           // of the module's source; 0 where it is not known
    std::string function;        // qualified name; "" when no function is to blame
    std::string message;
};

/// A C file, or everything that is in its way.
struct FrozenContent {
    std::vector<OwnedText> content; // in pieces of whole lines; none unless ok()
    std::vector<FreezeFailure> failures;
    bool ok() const { return failures.empty(); }
};

/// The part of a string's identifier in stock firmware that follows MP_QSTR_.
std::string escapeQstr(std::string_view text);

/// frozen_content.c for stock firmware (v1.23 or later): compiles within an unmodified tree, in
/// every object representation, and complains at compile time when the firmware is configured
/// otherwise than `options` say. Deterministic. Modules may be any that mpy::read() or the compiler
/// makes; what cannot be frozen is reported for all of them. Views of `modules`, `texts` and
/// `options` need to live only during the call.
FrozenContent generateForStock(std::span<const FrozenModule> modules,
                               std::span<const FrozenText> texts, const StockOptions& options);

struct TaipanOptions {
    /// The names that the runtime has built in: what its compiler's preprocessor, with the macros
    /// that the runtime is built with, makes of runtime/value/names_list.h.
    std::string_view names;
};

/// The same for our own runtime: constant data for include/taipan/frozen.h, all of which a linker
/// puts into flash. `files` are to be opened as `.frozen/NAME`.
FrozenContent generateForTaipan(std::span<const FrozenModule> modules,
                                std::span<const FrozenText> files, const TaipanOptions& options);

} // namespace taipan::frozen
