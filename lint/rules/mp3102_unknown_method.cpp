// MP3102 unknown-method: A method that a built-in type does not have in MicroPython.
#include <algorithm>

#include "lint/analysis/context.h"
#include "lint/analysis/modules.h"

namespace taipan::lint {

namespace mp3102 {
namespace {
constexpr Kind kVisits[] = {Kind::Attribute};

/// Methods that only CPython's built-in types have, by names that hardly anything else has.
constexpr std::string_view kDesktop[] = {
    "zfill",      "ljust",       "rjust",     "capitalize",       "swapcase",
    "casefold",   "expandtabs",  "isalnum",   "isidentifier",     "isdecimal",
    "isnumeric",  "isprintable", "istitle",   "removeprefix",     "removesuffix",
    "format_map", "bit_length",  "bit_count", "as_integer_ratio", "is_integer",
    "hexdigest",  "writelines"};
constexpr std::string_view kTypes[] = {"str",  "bytes", "bytearray", "int", "float",
                                       "list", "tuple", "dict",      "set", "frozenset"};

std::string hintOf(std::string_view name) {
    if (name == "zfill" || name == "ljust" || name == "rjust")
        return "use str.format() with a width";
    if (name == "removeprefix" || name == "removesuffix") return "use startswith() and a slice";
    if (name == "hexdigest") return "use binascii.hexlify(h.digest())";
    if (name == "isalnum") return "use isalpha() and isdigit()";
    if (name == "bit_length") return "shift in a loop";
    return {};
}

/// Whether a type of texts has the method on the target. Those of CircuitPython share a table, of
/// which the sources do not tell in all releases which part is whose.
bool isOfOtherText(const Context& c, std::string_view name) {
    const targets::Entry* builtins = c.builtins();
    for (const std::string_view type : {"str", "bytes", "bytearray"}) {
        const targets::Entry* owner = builtins ? c.table.child(*builtins, type) : nullptr;
        const targets::Entry* entry = owner ? c.table.child(*owner, name) : nullptr;
        if (entry && !c.lacking(*entry)) return true;
    }
    return false;
}

void known(Context& c, const Node& node, const Type& owner, std::string_view name) {
    if (owner.module != "builtins") {
        if (owner.module == "hashlib" && name == "hexdigest") {
            c.report(Code::MP3102, node.nameSpan, "hashes have no hexdigest()", hintOf(name));
            return;
        }
        Finding* found = checkName(c, {std::string(owner.module), owner.entry, nullptr, 2}, name,
                                   node.nameSpan, false);
        // What no class of the name has may be an object of another that was put there.
        if (found && owner.fromAnnotation && !c.table.child(*owner.entry, name))
            found->level = Level::Warning;
        return;
    }
    bool plain = false;
    for (const std::string_view row : kTypes) plain |= row == owner.name;
    if (!plain || name.starts_with("__")) return;
    const targets::Entry* entry = c.table.child(*owner.entry, name);
    if (entry && !c.lacking(*entry)) return;
    if (c.target.isCircuitPython && isOfOtherText(c, name)) return;
    const std::string type = "builtins." + std::string(owner.name);
    if (!entry && !c.table.isCPythonName(type, name)) return;
    Finding* found =
        c.report(Code::MP3102, node.nameSpan,
                 std::string(owner.name) + " has no '" + std::string(name) +
                     (c.target.isCircuitPython ? "' in CircuitPython" : "' in MicroPython") +
                     (entry ? " on this target" : ""),
                 hintOf(name));
    if (found && owner.fromAnnotation) found->level = Level::Warning;
}

/// What CPython's patterns and matches have, and those of MicroPython's re do not.
constexpr std::string_view kPattern[] = {"fullmatch", "findall",    "finditer", "flags",
                                         "groups",    "groupindex", "pattern",  "scanner"};
constexpr std::string_view kMatch[] = {"groupdict", "lastindex", "lastgroup", "expand", "string",
                                       "re",        "pos",       "endpos",    "regs"};

/// Reports an attribute of what re.compile() or re.match() gave; false when it is of neither.
bool regex(Context& c, const Node& node, std::string_view name) {
    const Node* value = node.a->kind == Kind::Name ? c.onlyValue(*node.a) : node.a;
    if (!value || value->kind != Kind::Call || c.target.isCircuitPython) return false;
    const auto calls = [&](std::string_view function) {
        return c.isPath(value->a, "re", function);
    };
    const bool pattern = calls("compile");
    if (!pattern && !calls("match") && !calls("search")) return false;
    const auto has = [&](const auto& list) {
        return std::find(std::begin(list), std::end(list), name) != std::end(list);
    };
    if (pattern ? has(kPattern) : has(kMatch))
        c.report(Code::MP3102, node.nameSpan,
                 std::string(pattern ? "patterns have no '" : "matches have no '") +
                     std::string(name) + "' in MicroPython",
                 name == "fullmatch" ? "end the pattern with $ and use match()" : "");
    return true;
}

void check(Context& c, const Node& node) {
    if (isStoredTo(node)) return;
    const Type owner = c.type(node.a);
    const std::string_view name = c.text(node.name);
    if (owner && owner.entry) return known(c, node, owner, name);
    if (regex(c, node, name)) return;
    if (c.target.isCircuitPython || !node.parent || node.parent->kind != Kind::Call ||
        node.parent->a != &node)
        return; // libraries of CircuitPython have such names
    for (const std::string_view row : kDesktop) {
        if (row != name) continue;
        for (const Binding& binding : c.file.scopes->all())
            if (c.text(binding.name) == name) return; // a method of the file's own
        if (c.path(node.a) || c.isImported(node.a)) return;
        if (Finding* found =
                c.report(Code::MP3102, node.nameSpan,
                         "no built-in type of MicroPython has a method '" + std::string(name) + "'",
                         hintOf(name)))
            found->level = Level::Warning;
        return;
    }
}
} // namespace
} // namespace mp3102

const RuleBody bodyMP3102{Code::MP3102,
                          {"A method that a built-in type does not have in MicroPython.",
                           "AttributeError.", "unix",
                           R"py(print("7".zfill(3))
)py",
                           R"py(print("{:0>3}".format("7"))
)py"},
                          mp3102::kVisits,
                          mp3102::check};

} // namespace taipan::lint
