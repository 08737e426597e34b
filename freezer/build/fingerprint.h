// What the freezer's cache goes by, as far as it is options of the compiler.
#pragma once

#include "support/pack/fingerprint.h"
#include "taipan/compiler.h"

namespace taipan::freezer {

/// Adds every option that the compiled file depends on; gives `print`.
inline Fingerprint& addOptions(Fingerprint& print, const CompileOptions& options) {
    forEachOption(options, [&print](OptionAffects what, const char*, const auto& value) {
        if (what == OptionAffects::File) print.add(value);
    });
    return print;
}

} // namespace taipan::freezer
