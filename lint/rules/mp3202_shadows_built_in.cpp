// MP3202 shadows-built-in: A file with the name of a built-in module.
#include <algorithm>

#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp3202 {
namespace {
constexpr Kind kVisits[] = {Kind::Module};

/// Whether the statement, or one of a try's body, imports the module, by its old name or the new.
bool importsName(const Context& c, const Node& node, std::string_view module) {
    const auto same = [&](std::string_view name) {
        return name == module || (name.starts_with('u') && name.substr(1) == module);
    };
    if (node.kind == Kind::ImportFrom) return !node.detail && same(c.text(node.name));
    if (node.kind == Kind::Import)
        return std::any_of(node.items.begin(), node.items.end(),
                           [&](const Node* alias) { return same(c.text(alias->name)); });
    return node.kind == Kind::Try &&
           std::any_of(node.a->items.begin(), node.a->items.end(),
                       [&](const Node* item) { return importsName(c, *item, module); });
}

void check(Context& c, const Node& node) {
    std::string_view path = c.file.path;
    const size_t slash = path.rfind('/');
    if (slash != path.npos) path.remove_prefix(slash + 1);
    if (!path.ends_with(".py") || c.file.inPackage) return;
    path.remove_suffix(3);
    const targets::Entry* entry = c.table.module(path);
    // A file that imports its own name is made to extend the module.
    for (const Node* item : node.items)
        if (importsName(c, *item, path)) return;
    if (!entry || entry->kind != 'm' || !c.mostHave(*entry) || c.target.isCircuitPython ||
        path == "__main__")
        return;
    if (path == "ssl" && c.anySince("1.23")) return; // frozen there, which a file comes before
    const targets::Entry* old = c.table.module("u" + std::string(path));
    const bool extensible =
        old && c.table.answer(*old, c.target.like).has & c.target.newest() & c.since("1.21");
    c.report(Code::MP3202, {node.span.begin, node.span.begin},
             extensible ? "this file hides the built-in module '" + std::string(path) + "'"
                        : "an import of '" + std::string(path) +
                              "' finds the built-in module, not this file",
             "name the file otherwise");
}
} // namespace
} // namespace mp3202

const RuleBody bodyMP3202{Code::MP3202,
                          {"A file with the name of a built-in module.",
                           "An import finds the built-in module, not the file; for modules that "
                           "can be extended it finds the file instead of the built-in one.",
                           "unix",
                           R"py(# file: time.py
x = 1
)py",
                           R"py(# file: times.py
x = 1
)py"},
                          mp3202::kVisits,
                          mp3202::check};

} // namespace taipan::lint
