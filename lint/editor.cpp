#include "lint/editor.h"

#include <map>

#include "lint/analysis/look.h"

namespace taipan::lint {

using targets::Entry;

namespace {
/// The innermost node around the offset.
const Node* nodeAt(const Node& node, uint32_t offset) {
    const Node* found = nullptr;
    forEachChild(node, [&](const Node& child) {
        if (found || offset < child.span.begin || offset > child.span.end) return;
        found = nodeAt(child, offset);
        if (!found) found = &child;
    });
    return found;
}

/// What holds the names behind a dot after `base`.
const Entry* ownerOf(const Context& c, const Node* base, std::string& name) {
    if (const Path path = c.path(base); path.entry) {
        name = path.depth == 1 ? path.module : path.module + "." + std::string(path.entry->name);
        if (path.depth == 1 || path.entry->kind == 'c') return path.entry;
    }
    const Type type = c.type(base);
    if (!type.entry) return nullptr;
    name = type.module == "builtins" ? std::string(type.name)
                                     : std::string(type.module) + "." + std::string(type.name);
    return type.entry;
}

const char* kindName(char kind) {
    switch (kind) {
    case 'f': return "function";
    case 'c': return "class";
    case 'i': return "integer";
    case 's': return "text";
    case 'm': return "module";
    case 'z': return "frozen module";
    default: return "object";
    }
}

/// `(a, b=…)`, as far as the table knows.
std::string signatureOf(const Context& c, const Entry& entry) {
    if (entry.signatures.empty()) return {};
    const targets::Signature signature = c.table.signature(entry, c.target.like, c.target.newest());
    if (signature.keywordsKnown && !signature.keywords.empty())
        return "(" + std::string(signature.keywords) + ")";
    if (!signature.counted) return {};
    std::string out = ": " + std::to_string(signature.least);
    if (signature.most == ~0U)
        out += " or more";
    else if (signature.most != signature.least)
        out += " to " + std::to_string(signature.most);
    return out + " arguments";
}

/// One line a set of releases: which ports have it in those.
std::string historyOf(const Context& c, const Entry& entry) {
    std::map<std::string, targets::TargetSet> byReleases;
    std::vector<std::string> order;
    for (size_t i = 0; i < c.table.targets().size(); ++i) {
        const auto bit = targets::TargetSet{1} << i;
        const targets::Releases has = c.table.answer(entry, bit).has;
        if (!has || c.table.targets()[i].port == "circuitpython") continue;
        const std::string text = targets::describe(c.table, has);
        if (!byReleases.count(text)) order.push_back(text);
        byReleases[text] |= bit;
    }
    std::string out;
    for (const std::string& releases : order) {
        const std::string ports = targets::describeTargets(c.table, byReleases[releases]);
        if (!ports.empty()) out += "- " + releases + ": " + ports + "\n";
    }
    return out;
}

std::string wordsAbout(const Context& c, const Entry& entry, const std::string& name, bool member) {
    std::string out = "**" + name + "**" + signatureOf(c, entry) + " (" +
                      (member && entry.kind == 'm' ? "class method" : kindName(entry.kind)) +
                      ")\n\n";
    const targets::Answer answer = c.table.answer(entry, c.target.like);
    const targets::Releases lacking = c.wanted() & ~answer.possible();
    if (lacking)
        out += c.target.label + " does not have it" +
               (answer.has ? "; it has in " + c.releases(answer.has) : std::string()) + "\n\n";
    else if (c.wanted() & ~answer.has)
        out += "whether " + c.target.label + " has it is not known\n\n";
    else
        out += c.target.label + " has it, in " + c.releases(answer.has) + "\n\n";
    if (!c.target.isCircuitPython) out += historyOf(c, entry);
    return out;
}

/// The imported thing that an alias names.
Hover hoverOfImport(const Context& c, const Node& alias) {
    const Node& statement = *alias.parent;
    std::string name(c.text(alias.name));
    const Entry* entry = nullptr;
    if (statement.kind == Kind::Import)
        entry = c.table.module(name);
    else if (const Entry* module = c.table.module(c.text(statement.name))) {
        entry = c.table.child(*module, name);
        name = std::string(c.text(statement.name)) + "." + name;
        if (!entry) entry = c.table.module(name);
    }
    if (!entry) return {};
    return {alias.nameSpan, wordsAbout(c, *entry, name, false)};
}

void addChildren(const Context& c, const Entry& owner, const std::string& name,
                 std::vector<Completion>& out) {
    for (uint32_t i = owner.first; i < owner.last; ++i) {
        const Entry& entry = c.table.entry(c.table.childAt(i));
        if (c.lacking(entry)) continue;
        out.push_back({std::string(entry.name), entry.kind, name + signatureOf(c, entry)});
    }
}
} // namespace

Hover hoverAt(std::string_view text, const std::string& path, const Options& options,
              uint32_t offset) {
    const Look look(text, path, options);
    const Context& c = look.context;
    const Node* node = nodeAt(look.module(), offset);
    if (!node) return {};
    if (node->kind == Kind::Alias) return hoverOfImport(c, *node);
    if (node->kind == Kind::Name && node->parent && node->parent->kind == Kind::Alias)
        return hoverOfImport(c, *node->parent);
    if (node->kind == Kind::ImportFrom && offset >= node->nameSpan.begin &&
        offset <= node->nameSpan.end) {
        const Entry* module = c.table.module(c.text(node->name));
        if (!module) return {};
        return {node->nameSpan, wordsAbout(c, *module, std::string(c.text(node->name)), false)};
    }
    if (node->kind == Kind::Attribute) {
        std::string owner;
        const Entry* holder = ownerOf(c, node->a, owner);
        const Entry* entry = holder ? c.table.child(*holder, c.text(node->name)) : nullptr;
        const bool member = holder && holder->kind == 'c';
        if (!entry) return {};
        return {node->nameSpan,
                wordsAbout(c, *entry, owner + "." + std::string(c.text(node->name)), member)};
    }
    if (node->kind != Kind::Name) return {};
    const Path found = c.path(node);
    if (!found.entry) return {};
    std::string name = found.module;
    if (found.depth > 1)
        name =
            (found.module == "builtins" ? "" : found.module + ".") + std::string(found.entry->name);
    return {node->span, wordsAbout(c, *found.entry, name, found.depth > 2)};
}

std::vector<Completion> completeAt(std::string_view text, const std::string& path,
                                   const Options& options, uint32_t offset) {
    // A word where the cursor is makes a whole tree of `machine.`.
    constexpr std::string_view kMark = "taipan_lint_cursor";
    uint32_t begin = std::min<uint32_t>(offset, static_cast<uint32_t>(text.size()));
    while (begin > 0 && isNamePart(text[begin - 1])) --begin;
    std::string marked(text.substr(0, begin));
    marked += kMark;
    marked += text.substr(std::min<size_t>(offset, text.size()));
    const Look look(marked, path, options);
    const Context& c = look.context;
    std::vector<Completion> out;
    const Node* node = nodeAt(look.module(), begin + 1);
    if (!node) return out;
    if (node->kind == Kind::Attribute) {
        std::string name;
        if (const Entry* owner = ownerOf(c, node->a, name)) addChildren(c, *owner, name, out);
        return out;
    }
    if (node->kind == Kind::Alias && node->parent->kind == Kind::ImportFrom) {
        const std::string module(c.text(node->parent->name));
        if (const Entry* owner = c.table.module(module)) addChildren(c, *owner, module, out);
        return out;
    }
    if (node->kind != Kind::Alias && node->kind != Kind::ImportFrom) return out;
    for (const uint32_t index : c.table.modules()) {
        const Entry& entry = c.table.entry(index);
        if (!c.lacking(entry) && !entry.name.empty())
            out.push_back({std::string(entry.name), 'm', kindName(entry.kind)});
    }
    return out;
}

} // namespace taipan::lint
