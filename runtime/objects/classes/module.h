// Modules, and where built-in ones are registered.
#pragma once

#include "runtime/objects/containers/dict.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// A module with what its functions refer to: layout of the native ABI.
struct ModuleContext : Object {
    Dict* globals;
    const uint16_t* names;  // the names that its code refers to by number
    const Value* constants; // and its constant objects
};

extern const TypeOf<2> moduleType;

/// A built-in module: a row of the table that modules.cpp keeps.
struct BuiltinModule {
    Name name;
    const ModuleContext* module;
};
/// A built-in module as a constant: `constinit const ModuleContext gcModule =
/// builtinModule(gcGlobals);`
constexpr ModuleContext builtinModule(const Dict& globals) {
    return {{&moduleType}, const_cast<Dict*>(&globals), nullptr, nullptr};
}

/// A new module, in sys.modules under its name.
ModuleContext* newModule(Name name);
/// The built-in module of a name, which no file takes the place of; null when there is none.
const ModuleContext* findBuiltinModule(Name name);
/// The same for those that files of the same name extend.
const ModuleContext* findExtensibleModule(Name name);

/// `import name` as the bytecode does it.
Value importName(Name name, Value fromList, Value level);
/// `from module import name`.
TAIPAN_OWN_FRAME Value importFrom(Value module, Name name);
/// `from module import *` into a namespace.
TAIPAN_OWN_FRAME void importAll(Value module, Dict& into);

} // namespace taipan::runtime
