// Tokens to syntax tree, with constants folded.
#pragma once

#include "taipan/frontend/ast.h"
#include "taipan/support/arena.h"
#include "taipan/support/diagnostics.h"
#include "taipan/support/interner.h"
#include "taipan/support/source.h"

namespace taipan {

struct ParseOptions {
    InputKind input = InputKind::File;
    bool debug = true;          // value of __debug__
    unsigned smallIntBits = 31; // integers beyond it are objects
    bool recover = false;       // after an error, go on with the next statement
    size_t stackBudget = size_t{4} << 20;
};

/// Parses a module. Returns its body (for InputKind::Expression an ExprStmt); null when `sink` got
/// an error. The tree lives in `arena` and
/// refers to `source`.
const ast::Stmt* parse(const SourceBuffer& source, Interner& interner, Arena& arena,
                       DiagnosticSink& sink, const ParseOptions& options);

} // namespace taipan
