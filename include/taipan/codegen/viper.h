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

/// What there is beyond stock's rules. As they are here, there is nothing.
struct Extensions {
    unsigned wordBits = 0; // integers up to words of these are constants; 0: as stock
    bool floats = false;   // the type float
    bool longs = false;    // the type int64
    bool slices = false;   // slices of pointers
    bool calls = false;    // calls of functions of the module have the type of what these return
};

/// Fills in ir::Function::operands of every viper function. Reports the first error of the first
/// function that has one, or of all of them (`recover`). A function that breaks no rule of stock's
/// is typed by these alone; the extensions are for others.
void type(ir::Module& module, const Interner& interner, Arena& arena, DiagnosticSink& sink,
          bool recover, const Extensions& extensions);

} // namespace taipan::viper
