// The modules that are built in; modules.cpp has the table.
#pragma once

#include "runtime/objects/classes/module.h"

namespace taipan::runtime {

extern const ModuleContext arrayModule;
extern const ModuleContext builtinsModule;
extern const ModuleContext cmathModule;
extern const ModuleContext collectionsModule;
extern const ModuleContext errnoModule;
extern const ModuleContext gcModule;
extern const ModuleContext ioModule;
extern const ModuleContext mathModule;
extern const ModuleContext micropythonModule;
extern const ModuleContext randomModule;
extern const ModuleContext stringModule;
extern const ModuleContext structModule;
extern const ModuleContext sysModule;
extern const ModuleContext timeModule;

} // namespace taipan::runtime
