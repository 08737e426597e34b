#include "lint/stubs.h"

#include <algorithm>
#include <set>

namespace taipan::lint {

using targets::Entry;

namespace {
constexpr std::string_view kKeywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

bool isName(std::string_view text) {
    return !text.empty() && !(text[0] >= '0' && text[0] <= '9') &&
           std::find(std::begin(kKeywords), std::end(kKeywords), text) == std::end(kKeywords);
}

/// Writes the names of one module.
class StubWriter {
  public:
    StubWriter(const targets::Table& table, const targets::Target& target)
        : table_(table), target_(target) {}

    std::string module(const Entry& entry) {
        const bool open = table_.isOpen(entry.name, target_.like) || entry.first == entry.last;
        std::string out = "# " + std::string(entry.name) + " of " + target_.label + ": " +
                          std::string(table_.source()) + "\nfrom typing import Any\n\n";
        forEach(entry, [&](const Entry& name) { out += line(name, ""); });
        // What the table may lack must not be an error.
        if (open) out += "def __getattr__(name: str) -> Any: ...\n";
        return out;
    }

    bool has(const Entry& entry) const {
        return !(target_.releases & ~table_.answer(entry, target_.like).has);
    }

  private:
    template <typename Take>
    void forEach(const Entry& owner, Take take) const {
        for (uint32_t i = owner.first; i < owner.last; ++i) {
            const Entry& entry = table_.entry(table_.childAt(i));
            const bool own = entry.name.starts_with("__") && entry.name != "__init__" &&
                             entry.name != "__enter__" && entry.name != "__exit__";
            if (!own && isName(entry.name) && has(entry)) take(entry);
        }
    }

    std::string line(const Entry& entry, const std::string& indent) {
        const std::string name(entry.name);
        switch (entry.kind) {
        case 'f':
            return indent + "def " + name + "(" + parameters(entry, !indent.empty(), "self") +
                   ") -> Any: ...\n";
        case 'm':
            if (indent.empty()) return name + ": Any\n";
            return indent + "@classmethod\n" + indent + "def " + name + "(" +
                   parameters(entry, true, "cls") + ") -> Any: ...\n";
        case 't':
            return indent + "@staticmethod\n" + indent + "def " + name + "(" +
                   parameters(entry, false, "") + ") -> Any: ...\n";
        case 'c': return classLines(entry, indent);
        case 'i': return indent + name + ": int\n";
        case 's': return indent + name + ": str\n";
        default: return indent + name + ": Any\n";
        }
    }

    std::string classLines(const Entry& entry, const std::string& indent) {
        const bool raised = entry.name.ends_with("Error") || entry.name.ends_with("Exception");
        const std::string inner = indent + "    ";
        std::string out =
            indent + "class " + std::string(entry.name) + (raised ? "(Exception)" : "") + ":\n";
        bool init = false;
        std::string body;
        forEach(entry, [&](const Entry& name) {
            init |= name.name == "__init__";
            body += line(name, inner);
        });
        if (!init) body = inner + "def __init__(" + constructor(entry) + ") -> None: ...\n" + body;
        // Iterators, buffers and the like are not in the table.
        if (!raised) body += inner + "def __getattr__(self, name: str) -> Any: ...\n";
        return out + body;
    }

    std::string constructor(const Entry& entry) {
        const targets::Signature signature = signatureOf(entry);
        const std::string rest = text(signature, 0);
        return "self" + (rest.empty() ? "" : ", " + rest);
    }

    targets::Signature signatureOf(const Entry& entry) const {
        return table_.signature(entry, target_.like, target_.newest());
    }

    std::string parameters(const Entry& entry, bool bound, const char* self) {
        const std::string rest = text(signatureOf(entry), bound ? 1 : 0);
        if (!bound) return rest;
        return self + (rest.empty() ? "" : ", " + rest);
    }

    /// The parameters behind `skip` that go by position: names where they are known.
    static std::string text(const targets::Signature& signature, unsigned skip) {
        if (signature.keywordsKnown && !signature.keywords.empty()) return named(signature, skip);
        if (!signature.counted || signature.anyKeyword) return "*args: Any, **kwargs: Any";
        std::string out;
        const auto add = [&out](const std::string& part) {
            out += (out.empty() ? "" : ", ") + part;
        };
        constexpr unsigned kMost = 20;
        const bool endless = signature.most == ~0U;
        const unsigned most = endless ? signature.least : std::min(signature.most, kMost);
        for (unsigned i = skip; i < most; ++i)
            add("a" + std::to_string(i) + ": Any" + (i >= signature.least ? " = ..." : ""));
        if (!out.empty()) add("/");
        if (endless) add("*args: Any");
        return out;
    }

    static std::string named(const targets::Signature& signature, unsigned skip) {
        std::string out;
        std::set<std::string> seen;
        if (skip) seen.insert("self"); // written by who calls
        bool star = false, optional = false;
        std::string_view rest = signature.keywords;
        while (!rest.empty()) {
            const size_t comma = std::min(rest.find(','), rest.size());
            std::string_view word = rest.substr(0, comma);
            rest.remove_prefix(std::min(comma + 1, rest.size()));
            const bool only = word.starts_with('*');
            if (only) word.remove_prefix(1);
            const bool may = word.ends_with('?');
            if (may) word.remove_suffix(1);
            if (!isName(word) || !seen.insert(std::string(word)).second) continue;
            if (only && !star) {
                out += std::string(out.empty() ? "" : ", ") + "*";
                star = true;
            }
            if (!only && star) continue; // behind a keyword-only one: not by position
            optional |= may && !only;
            out += std::string(out.empty() ? "" : ", ") + std::string(word) + ": Any" +
                   (may || (optional && !only) ? " = ..." : "");
        }
        // More may be given by position than has a name.
        return signature.most == ~0U && !star ? out + (out.empty() ? "" : ", ") + "*args: Any"
                                              : out;
    }

    const targets::Table& table_;
    const targets::Target& target_;
};
} // namespace

std::vector<Stub> stubsFor(const targets::Table& table, const targets::Target& target) {
    std::vector<Stub> stubs;
    StubWriter writer(table, target);
    std::set<std::string> packages; // modules with others below them
    for (const uint32_t index : table.modules()) {
        const std::string_view name = table.entry(index).name;
        if (const size_t dot = name.find('.'); dot != name.npos)
            packages.insert(std::string(name.substr(0, dot)));
    }
    for (const uint32_t index : table.modules()) {
        const Entry& entry = table.entry(index);
        if (!writer.has(entry) || entry.name == "builtins" || entry.name == "__main__") continue;
        std::string path(entry.name);
        std::replace(path.begin(), path.end(), '.', '/');
        path += packages.count(std::string(entry.name)) ? "/__init__.pyi" : ".pyi";
        stubs.push_back({path, writer.module(entry)});
    }
    return stubs;
}

} // namespace taipan::lint
