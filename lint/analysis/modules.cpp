#include "lint/analysis/modules.h"

#include <algorithm>
#include <bit>

namespace taipan::lint {

using targets::Answer;
using targets::Entry;
using targets::Releases;

namespace {
std::string quoted(std::string_view name) {
    return "'" + std::string(name) + "'";
}
std::string_view topOf(std::string_view module) {
    return module.substr(0, module.find('.'));
}

bool isTyping(std::string_view top) {
    return top == "typing" || top == "__future__" || top == "typing_extensions";
}

bool inProject(const Context& c, std::string_view module) {
    if (!c.file.projectModules) return false;
    const auto& names = *c.file.projectModules;
    return std::find(names.begin(), names.end(), topOf(module)) != names.end();
}

/// Targets that have the entry in the newest release asked for.
std::string elsewhere(const Context& c, const Entry& entry) {
    const Releases newest = c.target.isCircuitPython
                                ? Releases{1} << (c.table.releases().size() - 1)
                                : c.target.newest();
    return targets::describeTargets(c.table, c.table.targetsWith(entry.pattern, newest));
}

/// The single port that has the module, "" for several.
std::string_view onlyPort(const Context& c, const Entry& module) {
    std::string_view port;
    for (size_t i = 0; i < c.table.targets().size(); ++i) {
        const auto bit = targets::TargetSet{1} << i;
        if (!c.table.answer(module, bit).possible()) continue;
        if (!port.empty() && port != c.table.targets()[i].port) return {};
        port = c.table.targets()[i].port;
    }
    return port;
}

/// `mip install X`, where micropython-lib has the module for the target; "" for none.
std::string installHint(const Context& c, std::string_view module) {
    if (c.target.isCircuitPython) return {}; // whose libraries are others
    const targets::PackageRow* package = c.table.packageOf(module);
    if (!package || (package->category == "unix-ffi" && c.target.port != "unix")) return {};
    return "micropython-lib has it: mip install " + std::string(package->package);
}

std::string pythonOf(const Context& c) {
    return c.target.isCircuitPython ? "CircuitPython" : "MicroPython";
}

void reportMissing(Context& c, const Entry* entry, std::string_view module, SourceSpan span) {
    const std::string_view top = topOf(module);
    std::string_view use;
    if (c.table.isForeign(top, use)) {
        if (top == "upip" && c.anyBefore("1.21")) return;
        c.report(Code::MP3001, span, pythonOf(c) + " has no module " + quoted(top),
                 use.empty() ? "" : "use " + std::string(use));
        return;
    }
    const std::string install = installHint(c, module);
    const bool optional = isTyping(top);
    if (optional) {
        c.report(Code::MP3003, span, "there is no " + quoted(top) + " on the device",
                 "import it in a try with except ImportError, or under a TYPE_CHECKING that is "
                 "False there" +
                     std::string(install.empty() ? "" : "; ") + install);
        return;
    }
    if (top == "ulab" && !c.target.isCircuitPython) {
        c.report(Code::MP3205, span, "'ulab' is not in stock firmware, only in some builds",
                 "--extra-module ulab where yours has it");
        return;
    }
    if (entry) {
        const std::string_view port = onlyPort(c, *entry);
        if ((port == "circuitpython" && !c.target.isCircuitPython && install.empty()) ||
            (c.target.isCircuitPython && (module == "machine" || module == "network"))) {
            c.report(Code::MP8005, span,
                     quoted(module) + (c.target.isCircuitPython ? " is a module of MicroPython"
                                                                : " is a module of CircuitPython"),
                     c.target.isCircuitPython ? "CircuitPython has board, digitalio, busio, wifi"
                                              : "MicroPython has machine");
            return;
        }
        if (!port.empty() && port != "(none)" && port != "circuitpython" && entry->kind == 'm' &&
            install.empty()) {
            c.report(Code::MP3204, span,
                     quoted(module) + " is a module of the port " + std::string(port),
                     module == "pyb" ? "use machine" : "");
            return;
        }
    }
    if (!install.empty() && !(entry && entry->kind == 'm' && !c.table.packageOf(module)))
        c.report(Code::MP3002, span, quoted(module) + " is not in this firmware", install);
    else if (entry) {
        const std::string where = elsewhere(c, *entry);
        c.report(Code::MP3001, span, quoted(module) + " is not in this firmware",
                 where.empty() ? "" : "it is in that of " + where);
    } else
        c.report(Code::MP3001, span, pythonOf(c) + " has no module " + quoted(module), "");
}

/// Whether some import in the file makes `parent.name` a module of its own, so that the fault is
/// there.
bool importedDotted(const Context& c, const Path& parent, std::string_view name) {
    const std::string dotted = parent.module + "." + std::string(name);
    for (const Binding& binding : c.file.scopes->all()) {
        if (!(binding.kinds & bound::kImport)) continue;
        for (uint32_t i = binding.sources; i; i = c.file.scopes->source(i).next) {
            const Node& source = *c.file.scopes->source(i).node;
            if (source.kind == Kind::Alias && c.text(source.name).starts_with(dotted)) return true;
        }
    }
    return false;
}

Finding* reportLacking(Context& c, Code code, SourceSpan span, std::string message,
                       std::string hint, bool imported) {
    Raises raises = Raises::AttributeError;
    if (imported) {
        // A frozen machine.py of these releases raises AttributeError for names it does not have.
        const bool lazy = c.target.port == "esp32" &&
                          (c.wanted() & c.since("1.26") & c.before("1.29")) && c.text(span) != "" &&
                          message.find("'machine'") != message.npos;
        raises = lazy ? Raises::AttributeError : Raises::ImportError;
    }
    return c.report(code, span, std::move(message), std::move(hint), raises);
}
} // namespace

void checkImport(Context& c, std::string_view module, SourceSpan span) {
    if (module.empty()) return;
    if (inProject(c, module)) {
        if (c.notesSilences())
            c.silence(span, quoted(module) + " is a module of the project, or named as one");
        return;
    }
    const Entry* entry = c.table.module(module);
    const std::string_view top = topOf(module);
    if (top != module && !(entry && !c.lacking(*entry))) {
        const Entry* package = c.table.module(top);
        if (package && package->kind == 'm' && c.mayImport(top) && !c.target.isCircuitPython) {
            if (!entry && c.table.isOpen(top, c.target.like)) return;
            c.report(Code::MP3203, span,
                     quoted(top) + " is a module of the firmware, without " +
                         quoted(module.substr(top.size() + 1)) + " in it",
                     installHint(c, module));
            return;
        }
        if (!entry && package && c.mayImport(top))
            return; // what is in a frozen package is not known
        if (!entry && package) {
            const bool installs = !installHint(c, module).empty();
            return reportMissing(c, installs ? nullptr : package, installs ? module : top, span);
        }
    }
    if (!entry) {
        std::string_view hint;
        if (c.target.isCircuitPython &&
            (top.starts_with("adafruit_") || top == "neopixel" || top == "asyncio"))
            return;
        if (isTyping(top) || c.table.isForeign(top, hint) || c.table.packageOf(module) ||
            c.table.isStandardLibrary(top))
            reportMissing(c, nullptr, module, span);
        else if (!c.target.isCircuitPython) // whose modules differ by board
            c.report(Code::MP3205, span,
                     quoted(top) + " is neither in the firmware nor beside this file",
                     "have it on the board, too", Raises::ImportError);
        return;
    }
    const Answer answer = c.table.answer(*entry, c.target.like);
    const Releases lacking = c.wanted() & ~answer.possible();
    if (!lacking) return;
    // A library of CircuitPython's own, by the name of one of MicroPython.
    if (c.target.isCircuitPython && entry->kind == 'z') return;
    // A frozen module on other boards says nothing of what a board has in its file system.
    const bool known = c.table.isStandardLibrary(top) || c.table.packageOf(module) ||
                       onlyPort(c, *entry) == top; // rp2
    if (entry->kind == 'z' && !known) return;
    const std::string_view plain = module.starts_with('u') ? module.substr(1) : std::string_view();
    if (answer.has) {
        const bool later = std::bit_floor(answer.has) > std::bit_floor(lacking);
        const Releases edge =
            later ? (answer.has & (~answer.has + 1)) : std::bit_floor(answer.has) << 1;
        const std::string hint = !later && c.table.module(plain) ? "use " + quoted(plain)
                                 : !later && module == "zlib"    ? "use deflate"
                                                                 : installHint(c, module);
        c.report(later ? Code::MP3105 : Code::MP3106, span,
                 "module " + quoted(module) + (later ? " came with " : " went with ") +
                     c.releases(edge),
                 hint, Raises::ImportError);
        return;
    }
    reportMissing(c, entry, module, span);
}

namespace {
/// Whether the table has names of the module or class on the target, besides its own.
bool isKnownInside(const Context& c, const Entry& owner) {
    for (uint32_t i = owner.first; i < owner.last; ++i) {
        const Entry& entry = c.table.entry(c.table.childAt(i));
        if (entry.name != "__name__" && c.table.answer(entry, c.target.like).has & c.wanted())
            return true;
    }
    return false;
}

bool isSetSomewhere(const Context& c, const Node& node, std::string_view name) {
    if (c.isAttribute(&node, name) && isStoredTo(node)) return true;
    bool found = false;
    forEachChild(node, [&](const Node& child) { found = found || isSetSomewhere(c, child, name); });
    return found;
}

/// Reports a member that no class of that name has on any target.
Finding* checkMember(Context& c, const Path& parent, std::string_view name, SourceSpan span) {
    const std::string path = parent.module + "." + std::string(parent.entry->name);
    if (parent.entry->kind != 'c' || c.table.isOpen(path, c.target.like)) return nullptr;
    // A class in Python takes other attributes, too.
    if (isSetSomewhere(c, *c.file.module, name)) return nullptr;
    return reportLacking(c, Code::MP3101, span,
                         quoted(parent.entry->name) + " has no " + quoted(name), "", false);
}

bool isAsyncio(const Path& parent) {
    return parent.module == "asyncio" || parent.module == "uasyncio";
}
std::string thingOf(const Path& parent) {
    return quoted(parent.depth == 1 ? std::string_view(parent.module) : parent.entry->name);
}

/// Reports a name that no target has in `parent`.
Finding* checkUnlisted(Context& c, const Path& parent, std::string_view name, SourceSpan span,
                       bool imported) {
    const std::string inner = parent.module + "." + std::string(name);
    for (const std::string& open : {parent.module, parent.depth == 1 ? inner : parent.module}) {
        if (!c.table.isOpen(open, c.target.like)) continue;
        if (c.notesSilences())
            c.silence(span, open == inner ? "some builds have " + inner
                                          : "the table may lack names of " + quoted(open));
        return nullptr;
    }
    if (parent.depth == 2 && parent.module != "builtins") return checkMember(c, parent, name, span);
    const std::string type = "builtins." + std::string(parent.entry->name);
    if (parent.depth == 2 && !c.table.isCPythonName(type, name)) return nullptr;
    if (isAsyncio(parent) && c.table.module(parent.module + "." + std::string(name)))
        return nullptr;
    const bool desktop = parent.depth == 2 || c.table.isCPythonName(parent.module, name);
    if (parent.entry->kind == 'z' && !desktop) return nullptr;
    return reportLacking(c, isAsyncio(parent) ? Code::MP5102 : Code::MP3101, span,
                         thingOf(parent) + " has no " + quoted(name) + " in " + pythonOf(c),
                         desktop ? std::string() : "CPython's has none either", imported);
}

/// Reports a name of `parent` that the target lacks in some of the releases `wanted`, if it does.
Finding* checkListed(Context& c, const Path& parent, const Entry& entry, Releases wanted,
                     SourceSpan span, bool imported) {
    const Answer answer = c.table.answer(entry, c.target.like);
    const Releases lacking = wanted & ~answer.possible();
    const std::string name = quoted(entry.name);
    if (!lacking) return nullptr;
    if (answer.has) {
        const bool later = std::bit_floor(answer.has) > std::bit_floor(lacking);
        const Releases edge =
            later ? (answer.has & (~answer.has + 1)) : std::bit_floor(answer.has) << 1;
        return reportLacking(c, later ? Code::MP3105 : Code::MP3106, span,
                             thingOf(parent) + (later ? " has " : " had ") + name +
                                 (later ? " from " : " until ") +
                                 c.releases(later ? edge : edge >> 1) + (later ? " on" : ""),
                             "", imported);
    }
    const std::string where = elsewhere(c, entry);
    return reportLacking(c, isAsyncio(parent) ? Code::MP5102 : Code::MP3101, span,
                         thingOf(parent) + " has no " + name + " on this target",
                         where.empty() ? "" : "it has on " + where, imported);
}
} // namespace

Finding* checkName(Context& c, const Path& parent, std::string_view name, SourceSpan span,
                   bool imported) {
    if (!parent.entry || parent.depth > 2 || name.starts_with("__")) return nullptr;
    if (parent.depth == 1 && !c.mayImport(parent.module)) return nullptr; // the import is the fault
    if (c.isProbed(parent.depth == 1 ? parent.module : "", name) || importedDotted(c, parent, name))
        return nullptr;
    const bool word =
        name == "native" || name == "viper" || name == "bytecode" || name.starts_with("asm_");
    if (parent.module == "micropython" && word) return nullptr; // words of the compiler: MP6101
    const Answer owner = c.table.answer(*parent.entry, c.target.like);
    const Releases wanted = c.wanted() & owner.possible();
    const Entry* entry = c.table.child(*parent.entry, name);
    const bool lacks = !entry || !(c.table.answer(*entry, c.target.like).possible() & wanted);
    if (parent.depth == 1 && lacks && !c.target.isCircuitPython &&
        c.table.isAdded(parent.module, name)) {
        const std::string inner = parent.module + "." + std::string(name);
        const targets::PackageRow* own = c.table.packageOf(inner);
        return c.report(Code::MP3002, span,
                        thingOf(parent) + " has no " + quoted(name) + " in this firmware",
                        installHint(c, own ? inner : parent.module),
                        imported ? Raises::ImportError : Raises::AttributeError);
    }
    if (lacks && !isKnownInside(c, *parent.entry)) return nullptr;
    return entry ? checkListed(c, parent, *entry, wanted, span, imported)
                 : checkUnlisted(c, parent, name, span, imported);
}

bool isStoredTo(const Node& attribute) {
    const Node* inner = &attribute;
    const Node* at = attribute.parent;
    // Parts of a target such as (a.b, *c.d).
    while (at && (at->kind == Kind::Tuple || at->kind == Kind::List || at->kind == Kind::Starred))
        inner = at, at = at->parent;
    if (!at) return false;
    switch (at->kind) {
    case Kind::Assign: return inner != at->b;
    case Kind::AnnAssign:
    case Kind::For:
    case Kind::CompFor: return inner == at->a;
    case Kind::WithItem: return inner == at->b;
    default: return false;
    }
}

/// What `from X import Y` imports: X, or X.Y where no more than that is in micropython-lib.
static std::string moduleOf(const Context& c, const Node& node) {
    const std::string module(c.text(node.name));
    const Entry* entry = c.table.module(module);
    if ((entry && entry->kind == 'm') || node.items.size() != 1) return module;
    const std::string inner = module + "." + std::string(c.text(node.items[0]->name));
    const targets::PackageRow* package = c.table.packageOf(inner);
    return package && package->module == inner ? inner : module;
}

/// Whether a name is read from what `alias` imports, and whether `knows` is true of one such.
template <typename Knows>
static void namesRead(const Context& c, const Node& alias, const Knows& knows, const Node& at,
                      bool& any, bool& known) {
    if (at.kind == Kind::Attribute && at.a->kind == Kind::Name &&
        !c.text(at.name).starts_with("__")) {
        const Binding* binding = c.resolve(*at.a);
        if (binding && binding->is(bound::kImport) &&
            c.file.scopes->source(binding->sources).node == &alias) {
            any = true;
            known |= knows(c.text(at.name));
        }
    }
    forEachChild(at, [&](const Node& child) { namesRead(c, alias, knows, child, any, known); });
}

/// Whether the module is one of CircuitPython alone.
static bool isOfCircuitPython(const Context& c, std::string_view module) {
    const Entry* entry = c.table.module(module);
    return entry && !c.target.isCircuitPython && !c.table.isStandardLibrary(topOf(module)) &&
           !c.table.packageOf(module) && onlyPort(c, *entry) == "circuitpython";
}

/// Whether the file means a module of its own that has the name of one of another Python's, such as
/// the secrets.py with passwords that nobody shows, or the camera of a build of one's own: all that
/// is asked of it is unknown there.
static bool isOwnModule(const Context& c, const Node& node, const Node* alias) {
    const std::string_view module = c.text(alias ? alias->name : node.name);
    const bool circuit = isOfCircuitPython(c, module);
    if (!circuit && (c.table.module(module) || !c.table.knowsCPythonNames(module))) return false;
    const auto knows = [&](std::string_view name) {
        return circuit ? c.table.child(*c.table.module(module), name) != nullptr
                       : c.table.isCPythonName(module, name);
    };
    bool any = false, known = false;
    if (alias) {
        namesRead(c, *alias, knows, *c.file.module, any, known);
    } else {
        any = !(node.flags & flag::kStar);
        known = circuit && any; // all of the names
        for (const Node* item : node.items)
            known =
                circuit ? known && knows(c.text(item->name)) : known || knows(c.text(item->name));
    }
    return (any || module == "secrets") && !known;
}

static void checkOwnModule(Context& c, std::string_view module, SourceSpan span) {
    if (!inProject(c, module))
        c.report(Code::MP3205, span, quoted(module) + " is not beside this file",
                 "have it on the board, too", Raises::ImportError);
}

void checkImports(Context& c, const Node& node) {
    if (node.kind == Kind::ImportFrom) {
        if (node.detail != 0) return;
        if (isOwnModule(c, node, nullptr))
            return checkOwnModule(c, c.text(node.name), node.nameSpan);
        return checkImport(c, moduleOf(c, node), node.nameSpan);
    }
    for (const Node* alias : node.items) {
        if (isOwnModule(c, node, alias))
            checkOwnModule(c, c.text(alias->name), alias->nameSpan);
        else
            checkImport(c, c.text(alias->name), alias->nameSpan);
    }
}

/// Whether another from-import binds the name as well, and to something that the target has: one of
/// several ways to it, of which a condition that is not known takes this one elsewhere.
static bool hasAlternative(const Context& c, const Node& alias) {
    const NameId name = alias.a ? alias.a->name : alias.name;
    const Binding* binding = c.file.scopes->resolve(name, c.file.scopes->of(alias));
    if (!binding || binding->count < 2 || !c.enclosing(alias, Kind::If)) return false;
    for (uint32_t i = binding->sources; i; i = c.file.scopes->source(i).next) {
        const Node& other = *c.file.scopes->source(i).node;
        if (&other == &alias || other.kind != Kind::Alias || !other.parent ||
            other.parent->kind != Kind::ImportFrom || other.parent->detail)
            continue;
        const Entry* module = c.table.module(c.text(other.parent->name));
        const Entry* entry = module ? c.table.child(*module, c.text(other.name)) : nullptr;
        if (entry && !c.lacking(*entry)) return true;
    }
    return false;
}

void checkImportedNames(Context& c, const Node& node) {
    if (node.detail || node.flags & flag::kStar || inProject(c, c.text(node.name))) return;
    const Path module{std::string(c.text(node.name)), c.table.module(c.text(node.name)), nullptr,
                      1};
    for (const Node* alias : node.items) {
        const std::string dotted = module.module + "." + std::string(c.text(alias->name));
        if (hasAlternative(c, *alias)) continue;
        if (!c.table.module(dotted) || !c.mayImport(dotted))
            checkName(c, module, c.text(alias->name), alias->nameSpan, true);
    }
}

bool importFails(const Context& c, const Node& node) {
    std::vector<Finding> found;
    Context alone(c.file, c.table, c.target, found); // no guards: all is reported
    alone.probed = c.probed;
    checkImports(alone, node);
    if (node.kind == Kind::ImportFrom && found.empty()) checkImportedNames(alone, node);
    const bool several = c.wanted() & (c.wanted() - 1);
    return std::any_of(found.begin(), found.end(), [&](const Finding& finding) {
        const bool some = finding.code == Code::MP3105 || finding.code == Code::MP3106;
        return finding.code != Code::MP3205 && !(some && several);
    });
}

namespace {
/// What is called, with a signature: the function, and whether its first parameter is the object.
struct Callee {
    const Entry* entry = nullptr;
    bool method = false;
    bool annotated = false;
    bool builtin = false; // a method of a built-in type
};

Callee calleeOf(const Context& c, const Node& call) {
    if (call.a->kind == Kind::Attribute) {
        const Type owner = c.type(call.a->a);
        if (c.isAttribute(call.a, "decode") || c.isAttribute(call.a, "encode")) return {}; // MP4104
        if (owner && owner.entry)
            return {c.table.child(*owner.entry, c.text(call.a->name)), true, owner.fromAnnotation,
                    owner.module == "builtins"};
    }
    const Path path = c.path(call.a);
    if (path.entry && path.depth == 3 && path.entry->kind == 'm') return {path.entry, true, false};
    if (!path.entry || path.depth != 2) return {};
    const Entry* entry = path.entry;
    if (path.module == "builtins" &&
        (entry->name == "str" || entry->name == "bytes" || entry->name == "bytearray")) {
        const bool codec = std::any_of(call.items.begin(), call.items.end(), [&](const Node* item) {
            return item->kind == Kind::Keyword &&
                   (c.text(item->name) == "encoding" || c.text(item->name) == "errors");
        });
        if (codec) return {}; // MP4104
    }
    return {entry, false, false};
}

/// Reports the first keyword that is not taken; false when all are.
bool keywords(Context& c, const Node& call, const Callee& callee,
              const targets::Signature& signature) {
    const bool none = signature.counted && !signature.keywordsKnown && !signature.anyKeyword &&
                      callee.entry->kind != 'c';
    for (const Node* item : call.items) {
        if (item->kind != Kind::Keyword) continue;
        const std::string_view name = c.text(item->name);
        if (!none && signature.takes(name)) continue;
        const bool positional = none || signature.keywords.empty();
        Finding* found =
            c.report(Code::MP3103, item->span,
                     quoted(callee.entry->name) +
                         (positional ? " takes no keywords: " : " does not take the keyword ") +
                         quoted(name),
                     name == "flush" ? "output is not buffered: leave it out"
                     : positional    ? "give it by position, if it is taken at all"
                                     : "");
        if (!found) return true;
        if (callee.annotated) found->level = Level::Warning;
        if (name == "flush" && call.items.size() > 1 && item != call.items.front()) {
            const auto at = std::find(call.items.begin(), call.items.end(), item);
            found->fix = {{{{at[-1]->span.end, item->span.end}, ""}}, true};
        }
        return true; // one finding a call
    }
    return false;
}

/// How many arguments the keywords of the call give that could be given by position, too.
size_t givenByName(const Context& c, const Node& call, const targets::Signature& signature) {
    size_t count = 0;
    for (const Node* item : call.items)
        count += item->kind == Kind::Keyword && signature.isPositional(c.text(item->name));
    return count;
}
} // namespace

void checkCall(Context& c, const Node& call) {
    if (c.target.isCircuitPython) return;
    const Callee callee = calleeOf(c, call);
    if (!callee.entry || callee.entry->signatures.empty()) return;
    const Releases where = c.wanted() & c.table.answer(*callee.entry, c.target.like).has;
    if (!where) return;
    size_t given = callee.method ? 1 : 0;
    bool unpacked = false, named = false;
    for (const Node* item : call.items) {
        unpacked |= item->kind == Kind::Starred || item->kind == Kind::DoubleStarred;
        named |= item->kind == Kind::Keyword;
        if (item->kind != Kind::Keyword && item->kind != Kind::DoubleStarred) ++given;
    }
    // The newest release asked for, and the oldest.
    for (const Releases release : {std::bit_floor(where), where & (~where + 1)}) {
        const targets::Signature signature =
            c.table.signature(*callee.entry, c.target.like, release);
        if (named && keywords(c, call, callee, signature)) return;
        if (callee.entry->name == "deque") continue; // MP4114
        const bool takesNames = signature.keywordsKnown && !signature.keywords.empty();
        // list.sort() has nothing besides the list by position.
        const bool onlyNames = callee.builtin && callee.method && takesNames &&
                               signature.least == 1 && signature.positional() == 0;
        const unsigned most = onlyNames ? 1 : signature.most;
        if (!signature.counted || unpacked || signature.anyKeyword || (named && !takesNames))
            continue;
        const bool tooFew = given + givenByName(c, call, signature) < signature.least;
        const bool tooMany = given > most && !(takesNames && most == ~0U);
        if (!tooFew && !tooMany) continue;
        const unsigned self = callee.method ? 1 : 0;
        const unsigned least = signature.least - std::min(self, signature.least);
        const std::string counts =
            most == ~0U            ? "at least " + std::to_string(least)
            : least == most - self ? std::to_string(least)
                                   : std::to_string(least) + " to " + std::to_string(most - self);
        if (Finding* found = c.report(Code::MP3104, call.span,
                                      quoted(callee.entry->name) + " takes " + counts +
                                          " arguments, not " + std::to_string(given - self)))
            if (callee.annotated) found->level = Level::Warning;
        return;
    }
}

} // namespace taipan::lint
