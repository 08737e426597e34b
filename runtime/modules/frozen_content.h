// Modules and files that lie in flash, as `taipan freeze` puts them there.
#pragma once

#include "runtime/memory/frozen.h"
#include "runtime/objects/classes/module.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

#if TAIPAN_HAS_FROZEN
/// The folder that it is seen as, in sys.path and in paths.
inline constexpr Text kFrozenFolder = {".frozen", 7};

/// What comes behind the folder's name in a path; false when the path is not one of it.
bool isFrozenPath(Text path, Text& inner);
/// The module with this file, such as "asyncio/core.py"; null when there is none.
const taipan_frozen_module* findFrozenModule(Text file);
/// The file of this name; null when there is none.
const taipan_frozen_file* findFrozenFile(Text file);
/// Whether there is something in a folder of this name.
bool isFrozenFolder(Text folder);
/// Makes a module's code that of `context`; the function that runs its body.
Value loadFrozen(ModuleContext* context, const taipan_frozen_module& module);
/// A stream that reads a file, in binary or as text.
Value openFrozenFile(const taipan_frozen_file& file, bool isBinary);
/// Adds the names of the modules to a list, "/" between the parts of one in a package.
void listFrozenModules(Value list);
#endif

} // namespace taipan::runtime
