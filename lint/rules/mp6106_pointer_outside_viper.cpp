// MP6106 pointer-outside-viper: ptr8 and the other words of viper in an ordinary function.
#include "lint/analysis/functions.h"

namespace taipan::lint {

namespace mp6106 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (node.a->kind != Kind::Name) return;
    const std::string_view name = c.text(node.a->name);
    if (name != "ptr8" && name != "ptr16" && name != "ptr32" && name != "uint") return;
    if (c.resolve(*node.a) || c.mayBeStarred(c.text(node.a->name))) return;
    for (const Node* at = node.parent; at; at = at->parent)
        if (at->kind == Kind::FunctionDef && isDecorated(c, *at, "viper")) return;
    c.report(Code::MP6106, node.a->span,
             "'" + std::string(name) + "' is known in viper functions only: NameError",
             "put @micropython.viper before the function");
}
} // namespace
} // namespace mp6106

const RuleBody bodyMP6106{Code::MP6106,
                          {"ptr8 and the other words of viper in an ordinary function.",
                           "NameError.", "unix",
                           R"py(def f(b):
    return ptr8(b)[0]
)py",
                           R"py(import micropython
@micropython.viper
def f(b) -> int:
    p = ptr8(b)
    return p[0]
)py"},
                          mp6106::kVisits,
                          mp6106::check};

} // namespace taipan::lint
