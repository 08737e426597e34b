// MP2117 function-attributes: Setting an attribute of a function.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2117 {
namespace {
constexpr Kind kVisits[] = {Kind::Assign, Kind::AugAssign};

void check(Context& c, const Node& node) {
    const auto one = [&](const Node& target) {
        if (target.kind != Kind::Attribute || target.a->kind != Kind::Name) return;
        const Node* function = c.definition(*target.a, bound::kFunction);
        if (!function || function->d) return;
        c.report(Code::MP2117, target.span, "functions take no attributes: AttributeError",
                 "use a dict, a class or a global");
    };
    if (node.kind == Kind::AugAssign) return one(*node.a);
    for (const Node* target : node.items) one(*target);
}
} // namespace
} // namespace mp2117

const RuleBody bodyMP2117{Code::MP2117,
                          {"Setting an attribute of a function.",
                           "Functions take none: AttributeError.", "unix",
                           R"py(def f():
    pass
f.count = 0
)py",
                           R"py(def f():
    pass
count = {f: 0}
)py"},
                          mp2117::kVisits,
                          mp2117::check};

} // namespace taipan::lint
