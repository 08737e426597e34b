#include "runtime/objects/classes/module.h"

#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/modules/modules.h"
#include "runtime/modules/sys_module.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
void printModule(const Printer* printer, Value self, PrintKind) {
    Dict& globals = *self.as<ModuleContext>()->globals;
    const Value name = globals.get("__name__"_name);
    const Value file = TAIPAN_HAS_MODULE_FILE ? globals.get("__file__"_name) : kNoValue;
    const Value shown = name ? name : nameValue(""_name);
    if (file)
        printFormat(*printer, "<module '%v' from '%v'>"_text, shown, file);
    else
        printFormat(*printer, "<module '%v'>"_text, shown);
}

/// The dictionary that a new or deleted attribute goes to; null when it is not a dictionary's.
Dict* writableGlobals(const ModuleContext& module) {
#if TAIPAN_HAS_BUILTIN_OVERRIDE
    if (&module == &builtinsModule) {
        if (state.builtinsOverlay == nullptr) state.builtinsOverlay = newDict();
        return state.builtinsOverlay;
    }
#endif
    return module.globals->table.isFixed() ? nullptr : module.globals;
}

void loadModuleAttr(const ModuleContext& module, Name name, Value* dest) {
    dest[0] = module.globals->get(name);
#if TAIPAN_HAS_BUILTIN_OVERRIDE
    if (&module == &builtinsModule && state.builtinsOverlay != nullptr) {
        const Value own = state.builtinsOverlay->get(name);
        if (own) dest[0] = own;
    }
#endif
    if (dest[0]) return;
    if (TAIPAN_HAS_COMPATIBILITY && name == "__dict__"_name) {
        dest[0] = pointerTo(module.globals);
        return;
    }
    if (&module == &sysModule) return sysAttr(name, dest);
#if TAIPAN_HAS_MODULE_GETATTR
    const Value getter = module.globals->get("__getattr__"_name);
    if (getter) dest[0] = call(getter, nameValue(name));
#endif
}

void moduleAttr(Value self, Name name, Value* dest) {
    const auto& module = *self.as<ModuleContext>();
    if (!dest[0]) return loadModuleAttr(module, name, dest);
    Dict* const globals = writableGlobals(module);
    if (globals == nullptr) {
        if (&module == &sysModule) sysAttr(name, dest);
        return;
    }
    if (dest[1])
        globals->table.store(name, dest[1]);
    else if (!globals->table.remove(nameValue(name)))
        raiseKeyError(nameValue(name));
    dest[0] = kNoValue;
}
} // namespace

constinit const TypeOf<2> moduleType("module"_name, 0, {.print = printModule, .attr = moduleAttr});

ModuleContext* newModule(Name name) {
    const Entry* known = state.loadedModules->table.find(name);
    if (known != nullptr) return known->value.as<ModuleContext>();
    auto* module = newObject<ModuleContext>(moduleType);
    module->globals = newDict();
    module->globals->table.store("__name__"_name, nameValue(name));
    state.loadedModules->table.store(name, pointerTo(module));
    return module;
}

} // namespace taipan::runtime
