// MP1018 super-without-self: super() in a function that has no first parameter.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1018 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (!c.isBuiltin(node.a, "super") || !node.items.empty()) return;
    const Scope& scope = c.file.scopes->scope(c.file.scopes->of(node));
    if (scope.kind != ScopeKind::Function) return;
    for (const Node* param : scope.node->items)
        if (param->detail == static_cast<uint16_t>(ParamKind::Plain) ||
            param->detail == static_cast<uint16_t>(ParamKind::Star))
            return;
    c.report(Code::MP1018, node.span,
             "super() needs the first parameter of its function, and there is none",
             "name the class and the object: super(Class, self)");
}
} // namespace
} // namespace mp1018

const RuleBody bodyMP1018{
    Code::MP1018,
    {"super() in a function that has no first parameter.",
     "The compiler makes super(Class, self) of it, and finds no self; the file does not compile.",
     "unix",
     R"py(class A:
    @staticmethod
    def f():
        return super()
)py",
     R"py(class A:
    @staticmethod
    def f():
        return super(A)
)py"},
    mp1018::kVisits,
    mp1018::check};

} // namespace taipan::lint
