// The module type, and the modules that are built in.
#include "runtime/modules/modules.h"
#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/modules/builtins.h"
#include "runtime/modules/import.h"
#include "runtime/modules/sys_module.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
// Those that no file takes the place of.
constexpr BuiltinModule kModules[] = {
    {"builtins"_name, &builtinsModule},
    {"sys"_name, &sysModule},
    {"usys"_name, &sysModule},
#if TAIPAN_HAS_CMATH
    {"cmath"_name, &cmathModule},
#endif
#if TAIPAN_HAS_GC_MODULE
    {"gc"_name, &gcModule},
#endif
#if TAIPAN_HAS_MATH
    {"math"_name, &mathModule},
#endif
#if TAIPAN_HAS_MICROPYTHON_MODULE
    {"micropython"_name, &micropythonModule},
#endif
};

// Those that programs may extend with a file of the same name, which finds the built-in module
// under the name with "u" before it.
constexpr BuiltinModule kExtensibleModules[] = {
#if TAIPAN_HAS_ARRAY
    {"array"_name, &arrayModule},
#endif
#if TAIPAN_HAS_COLLECTIONS
    {"collections"_name, &collectionsModule},
#endif
#if TAIPAN_HAS_ERRNO
    {"errno"_name, &errnoModule},
#endif
#if TAIPAN_HAS_IO
    {"io"_name, &ioModule},
#endif
#if TAIPAN_HAS_RANDOM
    {"random"_name, &randomModule},
#endif
#if TAIPAN_HAS_TEMPLATE
    {"string"_name, &stringModule},
#endif
#if TAIPAN_HAS_STRUCT
    {"struct"_name, &structModule},
#endif
#if TAIPAN_HAS_TIME
    {"time"_name, &timeModule},
#endif
    {Name::none, nullptr},
};

constexpr size_t kModuleCount = sizeof(kModules) / sizeof(kModules[0]);
constexpr size_t kExtensibleCount = sizeof(kExtensibleModules) / sizeof(kExtensibleModules[0]) - 1;

const ModuleContext* findIn(const BuiltinModule* table, size_t count, Name name) {
    for (size_t i = 0; i < count; ++i)
        if (table[i].name == name) return table[i].module;
    return nullptr;
}

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

const ModuleContext* findBuiltinModule(Name name) {
    if (name == "__main__"_name) return &mainModule;
    const ModuleContext* module = findIn(kModules, kModuleCount, name);
    if (module != nullptr) return module;
    const Text text = state.names.text(name);
    if (text.size < 2 || text.data[0] != 'u') return nullptr;
    return findExtensibleModule(state.names.find({text.data + 1, text.size - 1}));
}

const ModuleContext* findExtensibleModule(Name name) {
    return findIn(kExtensibleModules, kExtensibleCount, name);
}

Value builtinModuleNames() {
    const Value names = newList(0, nullptr);
    append(*names.as<List>(), nameValue("__main__"_name));
    for (const BuiltinModule& row : kModules)
        if (row.name != "usys"_name) append(*names.as<List>(), nameValue(row.name));
    for (size_t i = 0; i < kExtensibleCount; ++i)
        append(*names.as<List>(), nameValue(kExtensibleModules[i].name));
    return names;
}

} // namespace taipan::runtime
