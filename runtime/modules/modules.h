// The modules that are built in; modules.def has the table.
#pragma once

#include "runtime/objects/classes/module.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

// Of the rows of modules.def.
#define TAIPAN_MODULE(name, context) extern const ModuleContext context;
#define TAIPAN_EXTENSIBLE_MODULE(name, context) TAIPAN_MODULE(name, context)
#include "runtime/modules/modules.def"

/// The built-in module of a name, which no file takes the place of; null when there is none.
const ModuleContext* findBuiltinModule(Name name);
/// The same for those that files of the same name extend.
const ModuleContext* findExtensibleModule(Name name);
/// A list of the names of all built-in modules.
Value builtinModuleNames();

} // namespace taipan::runtime
