// MP2121 insertion-order: Relying on the order in which a dict was filled.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2121 {
namespace {
constexpr Kind kVisits[] = {Kind::For, Kind::Call};

void check(Context& c, const Node& node) {
    const Node* dict = nullptr;
    if (node.kind == Kind::For) {
        dict = node.b;
        if (dict->kind == Kind::Call && dict->items.empty() && dict->a->kind == Kind::Attribute) {
            const std::string_view name = c.text(dict->a->name);
            if (name == "items" || name == "keys" || name == "values") dict = dict->a->a;
        }
    } else if (c.isAttribute(node.a, "popitem") && node.items.empty()) {
        dict = node.a->a;
    } else if (node.items.size() == 1 &&
               (c.isBuiltin(node.a, "list") || c.isBuiltin(node.a, "iter") ||
                c.isBuiltin(node.a, "tuple"))) {
        dict = node.items[0];
    }
    if (!dict) return;
    const Node* value = dict->kind == Kind::Name ? c.onlyValue(*dict) : dict;
    if (value && value->kind == Kind::Dict && value->items.size() > 1)
        c.report(Code::MP2121, dict->span, "a dict is not in the order in which it was filled",
                 "sort the keys, or use OrderedDict");
}
} // namespace
} // namespace mp2121

const RuleBody bodyMP2121{
    Code::MP2121,
    {"Relying on the order in which a dict was filled.",
     "The order is that of the hash table. OrderedDict keeps it, where the target has it.", "unix",
     R"py(d = {"b": 1, "a": 2, "c": 3}
for k in d:
    print(k)
)py",
     R"py(d = {"b": 1, "a": 2, "c": 3}
for k in sorted(d):
    print(k)
)py"},
    mp2121::kVisits,
    mp2121::check};

} // namespace taipan::lint
