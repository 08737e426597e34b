// The import statement.
#include "runtime/modules/import.h"
#include "runtime/modules/modules.h"

#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/modules/builtins.h"
#include "runtime/modules/frozen_content.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"
#include "runtime/vm/loader.h"

namespace taipan::runtime {

PathText::PathText(Text path) {
    constexpr int kErrorNameTooLong = 36;
    if (path.size > kMost) raiseOsError(kErrorNameTooLong);
    for (size_t i = 0; i < path.size; ++i) text[i] = path.data[i];
    text[path.size] = '\0';
}

namespace {
[[noreturn]] void raiseNotFound(Name name) {
#if TAIPAN_ERROR_TEXTS >= 2
    raiseFormat(ImportErrorType, "no module named '%q'"_text, name);
#else
    (void)name;
    raise(ImportErrorType, "module not found"_text);
#endif
}

#if TAIPAN_HAS_FILE_IMPORT
/// The entries of sys.path, which a program may have deleted.
void searchPath(size_t& count, Value*& folders) {
    count = 0;
    if (state.sysPath) itemsOf(state.sysPath, count, folders);
}

constexpr size_t kChunk = 1024; // read at a time where the size is not known

taipan_path_kind kindOf(StrBuilder& path) {
#if TAIPAN_HAS_FROZEN
    Text inner;
    if (isFrozenPath({path.data(), path.size()}, inner)) {
        if (findFrozenModule(inner) != nullptr) return TAIPAN_FILE;
        return isFrozenFolder(inner) ? TAIPAN_FOLDER : TAIPAN_NOTHING;
    }
#endif
    return portStat(PathText({path.data(), path.size()}).text);
}

/// Finds `path`.py or `path`.mpy and completes the path.
taipan_path_kind findFile(StrBuilder& path) {
    const size_t size = path.size();
    path.add({".py", 3});
    if (kindOf(path) == TAIPAN_FILE) return TAIPAN_FILE;
    path.truncate(size);
    path.add({".mpy", 4});
    return kindOf(path) == TAIPAN_FILE ? TAIPAN_FILE : TAIPAN_NOTHING;
}

/// What a module's path names: a folder, or a file whose name is completed then.
taipan_path_kind findModule(StrBuilder& path) {
    return kindOf(path) == TAIPAN_FOLDER ? TAIPAN_FOLDER : findFile(path);
}

/// Looks in all folders of sys.path.
taipan_path_kind search(Text name, StrBuilder& path) {
    size_t count;
    Value* folders;
    searchPath(count, folders);
    for (size_t i = 0; i < count; ++i) {
        const Text folder = strText(folders[i]);
        path.truncate(0);
        path.add(folder);
        if (folder.size > 0) path.add('/');
        path.add(name);
        const taipan_path_kind kind = findModule(path);
        if (kind != TAIPAN_NOTHING) return kind;
    }
    return TAIPAN_NOTHING;
}

/// Runs what makes a module of the file or folder found.
void fill(ModuleContext* module, StrBuilder& path, taipan_path_kind kind) {
    if (kind == TAIPAN_FOLDER) {
        module->globals->table.store("__path__"_name, newStr({path.data(), path.size()}));
        path.add({"/__init__", 9});
        if (findFile(path) == TAIPAN_NOTHING) return;
    }
    runFile(module, intern({path.data(), path.size()}));
}

/// Makes a module of the file or folder found; it is gone again when that fails.
Value load(Name fullName, StrBuilder& path, taipan_path_kind kind, bool isMain) {
    ModuleContext* module = newModule(fullName);
    if (isMain && kind == TAIPAN_FILE) {
        // Relative imports in it need the name it would have had.
        module->globals->table.store("__name__"_name, nameValue("__main__"_name));
        module->globals->table.store("__main__"_name, nameValue(fullName));
        state.loadedModules->table.store("__main__"_name, pointerTo(module));
    }
    const Value raised = attempt([&] { fill(module, path, kind); });
    if (raised) {
        state.loadedModules->table.remove(nameValue(fullName));
        raise(raised);
    }
    return pointerTo(module);
}
#endif

/// The module that has been imported under a name; null when there is none. With nothing in
/// sys.path, as programs make it to get at built-in modules, those come first.
const Entry* findLoaded(Name name) {
    const Entry* known = state.loadedModules->table.find(name);
#if TAIPAN_HAS_FILE_IMPORT
    if (known == nullptr || findExtensibleModule(name) == nullptr) return known;
    size_t count;
    Value* folders;
    searchPath(count, folders);
    return count > 0 ? known : nullptr;
#else
    return known;
#endif
}

/// A module without a package around it.
Value importTop(Name name, bool isMain) {
    const ModuleContext* builtin = findBuiltinModule(name);
    if (builtin != nullptr) return pointerTo(builtin);
#if TAIPAN_HAS_FILE_IMPORT
    StrBuilder path(64);
    const taipan_path_kind kind = search(state.names.text(name), path);
    if (kind != TAIPAN_NOTHING) return load(name, path, kind, isMain);
#else
    (void)isMain;
#endif
    builtin = findExtensibleModule(name);
    if (builtin == nullptr) raiseNotFound(name);
    return pointerTo(builtin);
}

/// A module in a package.
Value importInner([[maybe_unused]] Value outer, Name fullName, [[maybe_unused]] Text part,
                  [[maybe_unused]] bool isMain) {
#if TAIPAN_HAS_TEMPLATE
    // A fixed namespace may have modules in it.
    if (is(outer, moduleType) && outer.as<ModuleContext>()->globals->table.isFixed()) {
        const Value member = outer.as<ModuleContext>()->globals->get(intern(part));
        if (member && is(member, moduleType)) return member;
    }
#endif
#if TAIPAN_HAS_FILE_IMPORT
    const Value folder = loadAttrMaybe(outer, "__path__"_name);
    if (!folder) raiseNotFound(fullName);
    StrBuilder path(64);
    path.add(strText(folder));
    path.add('/');
    path.add(part);
    const taipan_path_kind kind = findModule(path);
    if (kind == TAIPAN_NOTHING) raiseNotFound(fullName);
    const Value module = load(fullName, path, kind, isMain);
    storeAttr(outer, intern(part), module);
    return module;
#else
    raiseNotFound(fullName);
#endif
}

/// Imports every part of a dotted name. The last module, or the first.
Value importDotted(Text name, bool wantsLast, bool isMain) {
    Value first, outer;
    size_t start = 0;
    for (size_t i = 1; i <= name.size; ++i) {
        if (i < name.size && name.data[i] != '.') continue;
        const Name fullName = intern({name.data, i});
        const Text part = {name.data + start, i - start};
        const Entry* known = findLoaded(fullName);
        const bool isMainPart = isMain && i == name.size;
        if (known != nullptr)
            outer = known->value;
        else
            outer = outer ? importInner(outer, fullName, part, isMainPart)
                          : importTop(fullName, isMainPart);
        if (!first) first = outer;
        start = i + 1;
    }
    return wantsLast ? outer : first;
}

/// The absolute name of what is `level` packages up from the module with these globals.
Name absoluteName(Text name, intptr_t level, Dict& globals) {
    Value current = globals.get("__name__"_name);
    if (current && equalText(current, nameValue("__main__"_name)))
        current = globals.get("__main__"_name);
    if (!current) raiseKeyError(nameValue("__main__"_name));
    Text package = strText(current);
    if (globals.get("__path__"_name)) --level;
    while (level > 0 && package.size > 0) {
        --package.size;
        if (package.data[package.size] == '.') --level;
    }
    if (package.size == 0) raise(ImportErrorType, "can't perform relative import"_text);
    StrBuilder full(package.size + 1 + name.size);
    full.add(package);
    if (name.size > 0) {
        full.add('.');
        full.add(name);
    }
    return intern({full.data(), full.size()});
}
} // namespace

Value importModule(Name name, Value globals, Value fromList, Value level) {
    const intptr_t up = toInt(level);
    if (up < 0) raise(ValueErrorType);
    if (up > 0) {
        if (globals && globals != kNone && !isDict(globals)) raise(TypeErrorType);
        Dict* from = globals && globals != kNone ? globals.as<Dict>() : currentGlobals();
        name = absoluteName(state.names.text(name), up, *from);
    }
    const Text text = state.names.text(name);
    if (text.size == 0) raise(ValueErrorType);
    return importDotted(text, fromList != kNone, false);
}

Value importName(Name name, Value fromList, Value level) {
#if TAIPAN_HAS_BUILTIN_OVERRIDE
    if (state.builtinsOverlay != nullptr) {
        const Value own = state.builtinsOverlay->get("__import__"_name);
        if (own) {
            const Value args[] = {nameValue(name), pointerTo(currentGlobals()), kNone, fromList,
                                  level};
            return call(own, 5, 0, args);
        }
    }
#endif
    return importModule(name, kNoValue, fromList, level);
}

Value importMain(Name name) {
    const Value module = importDotted(state.names.text(name), true, true);
    if (!loadAttrMaybe(module, "__path__"_name)) return module;
    StrBuilder main(64);
    main.add(state.names.text(name));
    main.add({".__main__", 9});
    return importDotted(state.names.text(intern({main.data(), main.size()})), true, true);
}

Value importFrom(Value module, Name name) {
    const Value member = loadAttrMaybe(module, name);
    if (member) return member;
#if TAIPAN_HAS_FILE_IMPORT
    if (loadAttrMaybe(module, "__path__"_name)) {
        StrBuilder full(64);
        full.add(strText(loadAttr(module, "__name__"_name)));
        full.add('.');
        full.add(state.names.text(name));
        return importName(intern({full.data(), full.size()}), kTrue, smallInt(0));
    }
#endif
#if TAIPAN_ERROR_TEXTS >= 2
    TAIPAN_RAISE(ImportErrorType, "can't import name", "can't import name %q", name);
#else
    raise(ImportErrorType);
#endif
}

void importAll(Value module, Dict& into) {
#if TAIPAN_HAS_MODULE_ALL
    const Value all = attributeMaybe(module, "__all__"_name);
    if (all) {
        size_t count;
        Value* names;
        itemsOf(all, count, names);
        // A copy: a list may change as the attributes are loaded.
        for (Each each(newTuple(count, names)); const Value item = each.next();) {
            const Name name = nameOf(item);
            into.table.store(name, loadAttr(module, name));
        }
        return;
    }
#endif
    const Value members = is(module, moduleType) ? pointerTo(module.as<ModuleContext>()->globals)
                                                 : loadAttr(module, "__dict__"_name);
    if (!isDict(members)) raise(TypeErrorType);
    const Table& table = members.as<Dict>()->table;
    size_t at = 0;
    while (const Entry* entry = nextEntry(table, at))
        if (isStr(entry->key) && *strText(entry->key).data != '_')
            into.table.store(entry->key, entry->value);
}

#if TAIPAN_HAS_FILE_IMPORT
Value readFile(Text path) {
    const int file = portOpen(PathText(path).text, "r");
    if (file < 0) raiseOsError(-file);
    Value contents;
    long count = 0;
    const Value raised = attempt([&] {
        StrBuilder builder(kChunk);
        size_t step = kChunk;
        do {
            char* room = builder.extend(step);
            count = portRead(file, room, step);
            builder.truncate(builder.size() - step + static_cast<size_t>(count < 0 ? 0 : count));
            step = builder.size() < kChunk ? kChunk : builder.size();
        } while (count > 0);
        contents = builder.bytes();
    });
    portClose(file);
    if (raised) raise(raised);
    if (count < 0) raiseOsError(static_cast<int>(-count));
    return contents;
}

void runFile(ModuleContext* module, Name path) {
    const Text name = state.names.text(path);
#if TAIPAN_HAS_FROZEN
    Text inner;
    if (isFrozenPath(name, inner)) {
        const taipan_frozen_module* const found = findFrozenModule(inner);
        if (found != nullptr) {
            if (TAIPAN_HAS_MODULE_FILE)
                module->globals->table.store("__file__"_name,
                                             nameValue(static_cast<Name>(found->names[0])));
            call(loadFrozen(module, *found));
            return;
        }
    }
#endif
    const Value contents = readFile(name);
    const Text text = textOf(contents);
    const bool isCompiled = name.size > 4 && Text{name.data + name.size - 4, 4} == Text{".mpy", 4};
    if (TAIPAN_HAS_MODULE_FILE) module->globals->table.store("__file__"_name, nameValue(path));
    const Value body = isCompiled
                           ? loadMpy(module, reinterpret_cast<const uint8_t*>(text.data), text.size)
                           : compileText(module, text, path, TAIPAN_EXEC);
    keepAlive(contents.pointer); // until here: the text lies in it
    call(body);
}
#endif

} // namespace taipan::runtime
