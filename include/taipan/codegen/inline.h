// Functions written into others, for machine code.
#pragma once

#include "taipan/codegen/ir.h"

namespace taipan::ir {

/// Writes the functions of list, set and dictionary comprehensions into the functions that make and
/// call them, where both are machine code without viper's types. Those that are parts of others
/// then are marked Function::isPart, and are nobody's children.
void inlineComprehensions(Module& module);

} // namespace taipan::ir
