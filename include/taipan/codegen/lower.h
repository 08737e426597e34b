// Syntax tree and scopes to intermediate form.
#pragma once

#include "taipan/codegen/ir.h"
#include "taipan/codegen/viper.h"
#include "taipan/support/diagnostics.h"

namespace taipan {

struct LowerOptions {
    InputKind input = InputKind::File; // as for parse()
    bool asserts = true;               // as for resolve()
    bool strict = false;
    bool recover = false; // report the errors of every viper function, not only the first
    viper::Extensions viper;
    bool viperDefaults = false; // arguments of viper functions may have defaults that are constants
    size_t stackBudget = size_t{4} << 20;
};

/// Lowers a resolved module without errors. Fails only for source that no firmware could run
/// (reported to `sink`).
ir::Module lower(const ScopeTree& scopes, Interner& interner, Arena& arena, DiagnosticSink& sink,
                 const LowerOptions& options);

} // namespace taipan
