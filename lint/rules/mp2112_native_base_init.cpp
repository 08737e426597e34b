// MP2112 native-base-init: Calling __init__ of a built-in class by its name.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2112 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (!c.isAttribute(node.a, "__init__") || node.items.empty()) return;
    const Path path = c.path(node.a->a);
    if (!path.entry || path.depth != 2 || path.entry->kind != 'c' || path.parent->kind != 'm' ||
        path.entry->name == "object")
        return;
    Finding* found = c.report(Code::MP2112, node.a->span,
                              "built-in classes have no __init__ to call: AttributeError",
                              "call super().__init__()");
    const Node* owner = c.enclosing(node, Kind::ClassDef);
    if (!found || !owner || owner->items.size() != 1 ||
        c.text(*owner->items[0]) != c.text(*node.a->a))
        return;
    const uint32_t behind =
        node.items.size() > 1 ? node.items[1]->span.begin : node.items[0]->span.end;
    found->fix = {{{node.a->span, "super().__init__"}, {{node.items[0]->span.begin, behind}, ""}},
                  true};
}
} // namespace
} // namespace mp2112

const RuleBody bodyMP2112{Code::MP2112,
                          {"Calling __init__ of a built-in class by its name.",
                           "Built-in classes have no attribute __init__: AttributeError.", "unix",
                           R"py(class E(Exception):
    def __init__(self, text):
        Exception.__init__(self, text)
)py",
                           R"py(class E(Exception):
    def __init__(self, text):
        super().__init__(text)
)py"},
                          mp2112::kVisits,
                          mp2112::check};

} // namespace taipan::lint
