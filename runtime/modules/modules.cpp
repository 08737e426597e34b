#include "runtime/modules/modules.h"

#include "runtime/memory/globals.h"
#include "runtime/memory/state.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
struct BuiltinModule {
    Name name;
    const ModuleContext* module;
};

constexpr BuiltinModule kModules[] = {
#define TAIPAN_MODULE(name, context) {#name##_name, &context},
#include "runtime/modules/modules.def"
};

constexpr BuiltinModule kExtensibleModules[] = {
#define TAIPAN_EXTENSIBLE_MODULE(name, context) {#name##_name, &context},
#include "runtime/modules/modules.def"
    {Name::none, nullptr}, // no array is empty
};

constexpr size_t kModuleCount = sizeof(kModules) / sizeof(kModules[0]);
constexpr size_t kExtensibleCount = sizeof(kExtensibleModules) / sizeof(kExtensibleModules[0]) - 1;

const ModuleContext* findIn(const BuiltinModule* table, size_t count, Name name) {
    for (size_t i = 0; i < count; ++i)
        if (table[i].name == name) return table[i].module;
    return nullptr;
}
} // namespace

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
