// help() and dir().
#include "runtime/memory/state.h"
#include "runtime/modules/builtins.h"
#include "runtime/modules/frozen_content.h"
#include "runtime/modules/import.h"
#include "runtime/modules/modules.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_DIR
/// Tries every name that there is: an object need not know what attributes it has.
static void listAttributes(Value object, List& names) {
    const size_t count = Names::fixedCount() + state.names.dynamicCount();
    for (size_t i = 1; i < count; ++i) {
        const auto name = static_cast<Name>(i);
        if (state.names.text(name).size == 0) continue;
        if (attributeMaybe(object, name)) append(names, nameValue(name));
    }
}

Value builtinDir(size_t nArgs, const Value* args) {
    const Value names = newList(0, nullptr);
    if (nArgs > 0) {
        const Value custom =
            typeOf(args[0])->isInstanceType() ? attributeMaybe(args[0], "__dir__"_name) : kNoValue;
        if (custom) return call(custom);
        listAttributes(args[0], *names.as<List>());
        return names;
    }
    const Table& table = builtinLocals().as<Dict>()->table;
    size_t at = 0;
    while (const Entry* entry = nextEntry(table, at)) append(*names.as<List>(), entry->key);
    return names;
}
#endif

#if TAIPAN_HAS_HELP
static constexpr const char* kHelpText =
    "Welcome to MicroPython!\n"
    "\n"
    "For online docs please visit http://docs.micropython.org/\n"
    "\n"
    "Control commands:\n"
    "  CTRL-A        -- on a blank line, enter raw REPL mode\n"
    "  CTRL-B        -- on a blank line, enter normal REPL mode\n"
    "  CTRL-C        -- interrupt a running program\n"
    "  CTRL-D        -- on a blank line, exit or do a soft reset\n"
    "  CTRL-E        -- on a blank line, enter paste mode\n"
    "\n"
    "For further help on a specific object, type help(obj)\n"_text;

/// The names of built-in modules in columns, read downwards.
static void printModules() {
    constexpr size_t kColumns = 4;
    constexpr size_t kWidth = 18;
    const Value list = builtinModuleNames();
#if TAIPAN_HAS_FROZEN
    listFrozenModules(list);
#endif
    const auto& names = *list.as<List>();
    sortItems(names.items, names.size, kNoValue, false);
    const size_t rows = (names.size + kColumns - 1) / kColumns;
    for (size_t row = 0; row < rows; ++row) {
        for (size_t i = row; i < names.size; i += rows) {
            const Text text = strText(names.items[i]);
            standardOutput.put(text);
            if (i + rows >= names.size) break;
            for (size_t used = text.size; used < kWidth; ++used) standardOutput.put(' ');
        }
        standardOutput.put('\n');
    }
    if (TAIPAN_HAS_FILE_IMPORT) standardOutput.puts("Plus any modules on the filesystem\n");
}

static void printHelp(Value object) {
    const Type* type = typeOf(object);
    printFormat(standardOutput, "object %v is of type %q\n"_text, object, type->typeName());
    if (isType(object)) type = object.as<Type>();
    const Dict* members =
        is(object, moduleType) ? object.as<ModuleContext>()->globals : type->locals();
    if (members == nullptr) return;
    size_t at = 0;
    while (const Entry* entry = nextEntry(members->table, at))
        printFormat(standardOutput, "  %v -- %v\n"_text, entry->key, entry->value);
}

Value builtinHelp(size_t nArgs, const Value* args) {
    if (nArgs == 0)
        putText(standardOutput, kHelpText);
    else if (isStr(args[0]) && strText(args[0]) == Text{"modules", 7})
        printModules();
    else
        printHelp(args[0]);
    return kNone;
}
#endif

} // namespace taipan::runtime
