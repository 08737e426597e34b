// What importing and compiling from text share.
#pragma once

#include "runtime/memory/globals.h"
#include "runtime/objects/classes/module.h"
#include "runtime/port/port.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

/// `import name` as the bytecode does it.
Value importName(Name name, Value fromList, Value level);
/// `from module import name`.
TAIPAN_OWN_FRAME Value importFrom(Value module, Name name);
/// `from module import *` into a namespace.
TAIPAN_OWN_FRAME void importAll(Value module, Dict& into);
/// `__import__`: what `import name` does unless a program has put a function of its own into
/// builtins. `globals` (no value: those of the running code) say what a relative import is relative
/// to.
Value importModule(Name name, Value globals, Value fromList, Value level);
/// Imports a module as the main program (`-m`): its __name__ is "__main__".
Value importMain(Name name);

/// Compiles a text; the function that runs it in `context`. SyntaxError; RuntimeError where there
/// is no compiler.
Value compileText(ModuleContext* context, Text source, Name fileName, taipan_source_kind kind);
/// Reads, compiles if need be, and runs a file as the body of a module.
void runFile(ModuleContext* module, Name path);
/// Reads a whole file as a bytes object. OSError.
Value readFile(Text path);

/// A text with a NUL behind it, for the port. OSError when it is too long for a path.
struct PathText {
    static constexpr size_t kMost = sizeof(void*) == 8 ? 4095 : 255;
    char text[kMost + 1];
    explicit PathText(Text path);
};

/// The names that the running code sees as global.
Dict* currentGlobals();
#if TAIPAN_HAS_NATIVE
/// And as local, outside of functions: those of a class body.
Dict* currentLocals();
#endif

} // namespace taipan::runtime
