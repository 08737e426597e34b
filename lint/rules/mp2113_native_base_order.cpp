// MP2113 native-base-order: A method of the built-in base is used before super().__init__().
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2113 {
namespace {
constexpr Kind kVisits[] = {Kind::FunctionDef};

void check(Context& c, const Node& node) {
    if (c.text(node.name) != "__init__" || node.items.empty()) return;
    const Node* owner = node.parent ? node.parent->parent : nullptr;
    if (!owner || owner->kind != Kind::ClassDef || owner->items.size() != 1) return;
    const Path base = c.path(owner->items[0]);
    if (!base.entry || base.depth != 2 || base.entry->kind != 'c' || base.module != "builtins")
        return;
    for (const Node* statement : node.b->items) {
        if (statement->kind != Kind::ExprStmt || statement->a->kind != Kind::Call) continue;
        const Node* function = statement->a->a;
        if (c.isAttribute(function, "__init__")) return;
        if (function->kind != Kind::Attribute || function->a->kind != Kind::Name ||
            function->a->name != node.items[0]->name)
            continue;
        if (!c.table.child(*base.entry, c.text(function->name))) continue;
        return void(c.report(Code::MP2113, function->span,
                             "'" + std::string(base.entry->name) +
                                 "' is not ready before super().__init__(): AttributeError",
                             "call super().__init__() first"));
    }
}
} // namespace
} // namespace mp2113

const RuleBody bodyMP2113{Code::MP2113,
                          {"A method of the built-in base is used before super().__init__().",
                           "The built-in part of the object is not made yet: AttributeError.",
                           "unix",
                           R"py(class L(list):
    def __init__(self):
        self.append(1)
        super().__init__()
)py",
                           R"py(class L(list):
    def __init__(self):
        super().__init__()
        self.append(1)
)py"},
                          mp2113::kVisits,
                          mp2113::check};

} // namespace taipan::lint
