// MP2119 locals-in-function: locals() in a function.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2119 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (c.isBuiltin(node.a, "locals") && node.items.empty() && c.enclosing(node, Kind::FunctionDef))
        c.report(Code::MP2119, node.span, "locals() in a function gives the globals",
                 "name the values");
}
} // namespace
} // namespace mp2119

const RuleBody bodyMP2119{Code::MP2119,
                          {"locals() in a function.", "It gives the globals.", "unix",
                           R"py(def f(a):
    return locals()
)py",
                           R"py(def f(a):
    return {"a": a}
)py"},
                          mp2119::kVisits,
                          mp2119::check};

} // namespace taipan::lint
