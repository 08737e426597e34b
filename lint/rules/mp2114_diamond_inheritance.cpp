// MP2114 diamond-inheritance: A class whose bases share a base of their own, or one of whose bases
// asks super() for what another has.
#include <algorithm>

#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2114 {
namespace {
constexpr Kind kVisits[] = {Kind::ClassDef};

/// The classes of this file that `base` is or derives from.
void collect(const Context& c, const Node& base, std::vector<const Node*>& out, int depth) {
    const Node* definition = depth < 20 ? c.definition(base, bound::kClass) : nullptr;
    if (!definition) return;
    out.push_back(definition);
    for (const Node* item : definition->items) collect(c, *item, out, depth + 1);
}

bool binds(const Context& c, const Node& definition, NameId name) {
    const Binding* binding = c.file.scopes->inScope(name, definition.scope);
    return binding != nullptr;
}

/// Whether the order matters: a class on the way to the shared base has a name that the base has,
/// too, or one of them asks super().
bool matters(const Context& c, const Node& shared, const std::vector<const Node*>& line,
             const std::vector<const Node*>& others) {
    const auto asks = [&](const Node& one) {
        return c.text(one.span).find("super(") != std::string_view::npos;
    };
    if (std::any_of(others.begin(), others.end(), [&](const Node* one) { return asks(*one); }))
        return true;
    for (const Node* one : line) {
        if (one == &shared) break;
        if (asks(*one)) return true;
        for (const Node* item : shared.b->items) {
            const bool method = item->kind == Kind::FunctionDef;
            if (method && binds(c, *one, item->name)) return true;
            for (const Node* target : item->items)
                if (item->kind == Kind::Assign && target->kind == Kind::Name &&
                    binds(c, *one, target->name))
                    return true;
        }
    }
    return false;
}

const Node* methodOf(const Node& definition, NameId name) {
    for (const Node* item : definition.b->items)
        if (item->kind == Kind::FunctionDef && item->name == name) return item;
    return nullptr;
}

/// A method with which `line`, a base and those that it derives from, asks super() for one of the
/// same name that none of them has; null for none, or where the line leaves the file.
const Node* askedInVain(const Context& c, const std::vector<const Node*>& line) {
    for (const Node* one : line)
        for (const Node* base : one->items)
            if (!c.isBuiltin(base, "object") && !c.definition(*base, bound::kClass)) return nullptr;
    for (const Node* one : line)
        for (const Node* item : one->b->items) {
            if (item->kind != Kind::FunctionDef) continue;
            const std::string call = "super()." + std::string(c.text(item->name)) + "(";
            if (c.text(item->span).find(call) == std::string_view::npos) continue;
            std::vector<const Node*> above;
            for (const Node* base : one->items) collect(c, *base, above, 0);
            if (std::none_of(above.begin(), above.end(), [&](const Node* other) {
                    return methodOf(*other, item->name) != nullptr;
                }))
                return item;
        }
    return nullptr;
}

/// Reports a class with a base whose super() means, in CPython, the method of a later base.
void checkLaterBase(Context& c, const Node& node) {
    for (size_t i = 0; i + 1 < node.items.size(); ++i) {
        std::vector<const Node*> line;
        collect(c, *node.items[i], line, 0);
        const Node* method = askedInVain(c, line);
        if (!method) continue;
        for (size_t later = i + 1; later < node.items.size(); ++later) {
            std::vector<const Node*> others;
            collect(c, *node.items[later], others, 0);
            if (std::none_of(others.begin(), others.end(), [&](const Node* one) {
                    return methodOf(*one, method->name) != nullptr;
                }))
                continue;
            const std::string name(c.text(method->name));
            c.report(Code::MP2114, node.items[later]->span,
                     "super()." + name + "() in line " + c.lineOf(*method) + " does not reach '" +
                         std::string(c.text(node.items[later]->span)) + "' in MicroPython",
                     "call the bases by name, or hold one as an attribute");
            return;
        }
    }
}

void check(Context& c, const Node& node) {
    if (node.items.size() < 2) return;
    std::vector<const Node*> seen;
    for (const Node* base : node.items) {
        std::vector<const Node*> mine;
        collect(c, *base, mine, 0);
        for (const Node* one : mine)
            for (const Node* other : seen)
                if (one == other && matters(c, *one, mine, seen))
                    return void(c.report(Code::MP2114, base->span,
                                         "both bases derive from '" +
                                             std::string(c.text(one->name)) +
                                             "': MicroPython looks it up in another order, and "
                                             "super() follows one line only",
                                         "call the bases by name, or hold one as an attribute"));
        seen.insert(seen.end(), mine.begin(), mine.end());
    }
    checkLaterBase(c, node);
}
} // namespace
} // namespace mp2114

const RuleBody bodyMP2114{Code::MP2114,
                          {"A class whose bases share a base of their own, or one of whose bases "
                           "asks super() for what another has.",
                           "MicroPython looks through the bases depth first, not in the order of "
                           "CPython, and super() follows one line only.",
                           "unix",
                           R"py(class A:
    def name(self):
        return "a"
class B(A):
    pass
class C(A):
    def name(self):
        return "c"
class D(B, C):
    pass
)py",
                           R"py(class A:
    pass
class B(A):
    pass
class D(B):
    pass
)py"},
                          mp2114::kVisits,
                          mp2114::check};

} // namespace taipan::lint
