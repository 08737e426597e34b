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

/// A built-in module as a constant: `constinit const ModuleContext gcModule =
/// builtinModule(gcGlobals);`
constexpr ModuleContext builtinModule(const Dict& globals) {
    return {{&moduleType}, const_cast<Dict*>(&globals), nullptr, nullptr};
}

/// A new module, in sys.modules under its name.
ModuleContext* newModule(Name name);

} // namespace taipan::runtime
