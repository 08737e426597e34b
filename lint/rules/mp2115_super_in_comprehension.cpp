// MP2115 super-in-comprehension: super() inside a comprehension.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2115 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (!c.isBuiltin(node.a, "super") || !node.items.empty()) return;
    if (c.file.scopes->scope(c.file.scopes->of(node)).kind == ScopeKind::Comprehension)
        c.report(Code::MP2115, node.span,
                 "super() in a comprehension gets the wrong arguments: TypeError",
                 "call super() before, outside");
}
} // namespace
} // namespace mp2115

const RuleBody bodyMP2115{Code::MP2115,
                          {"super() inside a comprehension.",
                           "The comprehension is a function with other arguments: TypeError.",
                           "unix",
                           R"py(class A:
    def f(self):
        return 1
class B(A):
    def f(self):
        return [super().f() for i in range(2)]
)py",
                           R"py(class A:
    def f(self):
        return 1
class B(A):
    def f(self):
        s = super()
        return [s.f() for i in range(2)]
)py"},
                          mp2115::kVisits,
                          mp2115::check};

} // namespace taipan::lint
