// MP6004 private-const-in-class: A const() with an underscore in a class, read as an attribute.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp6004 {
namespace {
constexpr Kind kVisits[] = {Kind::ClassDef};

/// The value in `X = const(value)`; null for anything else.
const Node* constValue(const Context& c, const Node& value) {
    return value.kind == Kind::Call && c.isName(value.a, "const") && value.items.size() == 1
               ? value.items[0]
               : nullptr;
}
void uses(Context& c, const Node& node, const Node& owner, NameId name) {
    if (node.kind == Kind::Attribute && node.name == name && node.a->kind == Kind::Name &&
        (c.text(node.a->name) == "self" || c.text(node.a->name) == "cls" ||
         node.a->name == owner.name)) {
        const bool stored =
            node.parent && node.parent->kind == Kind::Assign && node.parent->b != &node;
        if (!stored)
            c.report(Code::MP6004, node.span,
                     "a const() with an underscore is not stored in its class: AttributeError",
                     "use the bare name, or leave out the underscore");
    }
    forEachChild(node, [&](const Node& child) { uses(c, child, owner, name); });
}

void check(Context& c, const Node& node) {
    for (const Node* item : node.b->items) {
        if (item->kind != Kind::Assign || item->items.size() != 1 ||
            item->items[0]->kind != Kind::Name || !constValue(c, *item->b))
            continue;
        const std::string_view name = c.text(item->items[0]->name);
        if (name.starts_with('_')) uses(c, *node.b, node, item->items[0]->name);
    }
}
} // namespace
} // namespace mp6004

const RuleBody bodyMP6004{Code::MP6004,
                          {"A const() with an underscore in a class, read as an attribute.",
                           "It is not stored in the class: AttributeError for self._X.", "unix",
                           R"py(from micropython import const
class A:
    _X = const(1)
    def f(self):
        return self._X
)py",
                           R"py(from micropython import const
class A:
    X = const(1)
    def f(self):
        return self.X
)py"},
                          mp6004::kVisits,
                          mp6004::check};

} // namespace taipan::lint
