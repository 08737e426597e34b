// The types of viper functions: what stock's rules say of each instruction of the stack form.
//
// As in stock the code is walked once from its beginning to its end, and not along its jumps: a
// local variable has the type of what is first stored in it, and what lies on the stack behind a
// jump has the types that it had before. What breaks a rule is an error (ViperTypeError). Where
// stock's compiler stops at an assertion of its own, or makes code that takes a number for an
// object, that is an error as well (TP0518, TP0519).
#pragma once

#include "taipan/codegen/ir.h"
#include "taipan/support/diagnostics.h"

namespace taipan::viper {

/// Fills in ir::Function::operands of every viper function. Reports the first error of the first
/// function that has one, or of all of them (`recover`). Where a function breaks a rule of stock's,
/// its constants that fit `wordBits` bits become words, as an extension: 0 is none.
void type(ir::Module& module, const Interner& interner, DiagnosticSink& sink, bool recover,
          unsigned wordBits);

} // namespace taipan::viper
