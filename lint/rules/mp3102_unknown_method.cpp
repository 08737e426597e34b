// MP3102 unknown-method: A method that a built-in type does not have in MicroPython.
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

void known(Context& c, const Node& node, const Type& owner, std::string_view name) {
    if (owner.module != "builtins") {
        if (owner.module == "hashlib" && name == "hexdigest") {
            c.report(Code::MP3102, node.nameSpan, "hashes have no hexdigest()", hintOf(name));
            return;
        }
        return checkName(c, {std::string(owner.module), owner.entry, nullptr, 2}, name,
                         node.nameSpan, false);
    }
    bool plain = false;
    for (const std::string_view row : kTypes) plain |= row == owner.name;
    if (!plain || c.target.isCircuitPython || name.starts_with("__")) return;
    const targets::Entry* entry = c.table.child(*owner.entry, name);
    if (entry && !c.lacking(*entry)) return;
    const std::string type = "builtins." + std::string(owner.name);
    if (!entry && !c.table.isCPythonName(type, name)) return;
    Finding* found = c.report(Code::MP3102, node.nameSpan,
                              std::string(owner.name) + " has no '" + std::string(name) +
                                  "' in MicroPython" + (entry ? " on this target" : ""),
                              hintOf(name));
    if (found && owner.fromAnnotation) found->level = Level::Warning;
}

void check(Context& c, const Node& node) {
    const Type owner = c.type(node.a);
    const std::string_view name = c.text(node.name);
    if (owner && owner.entry) return known(c, node, owner, name);
    if (c.target.isCircuitPython || !node.parent || node.parent->kind != Kind::Call ||
        node.parent->a != &node)
        return;
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
