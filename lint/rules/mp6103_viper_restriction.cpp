// MP6103 viper-restriction: What viper code cannot do.
#include "lint/analysis/functions.h"

namespace taipan::lint {

namespace mp6103 {
namespace {
constexpr Kind kVisits[] = {Kind::FunctionDef};

void body(Context& c, const Node& node) {
    if (node.kind == Kind::FunctionDef || node.kind == Kind::Lambda) return;
    if (node.kind == Kind::Yield)
        c.report(Code::MP6103, node.span, "viper code has no yield: NotImplementedError");
    if (node.kind == Kind::Raise && !node.a)
        c.report(Code::MP6103, node.span, "viper code has no bare raise", "name the exception");
    forEachChild(node, [&](const Node& child) { body(c, child); });
}

void check(Context& c, const Node& node) {
    if (!isDecorated(c, node, "viper")) return;
    for (const Node* param : node.items) {
        const auto kind = static_cast<ParamKind>(param->detail);
        if (kind != ParamKind::Plain)
            c.report(Code::MP6103, param->span,
                     "viper functions take plain arguments only: the call fails", "");
        else if (param->b)
            c.report(Code::MP6103, param->span, "viper functions have no defaults: the call fails",
                     "give the argument in the call");
    }
    body(c, *node.b);
}
} // namespace
} // namespace mp6103

const RuleBody bodyMP6103{Code::MP6103,
                          {"What viper code cannot do.",
                           "yield and a bare raise do not compile; defaults, *args and keywords "
                           "compile, and the call fails.",
                           "unix",
                           R"py(import micropython
@micropython.viper
def f(a: int = 2) -> int:
    return a
)py",
                           R"py(import micropython
@micropython.viper
def f(a: int) -> int:
    return a
)py"},
                          mp6103::kVisits,
                          mp6103::check};

} // namespace taipan::lint
