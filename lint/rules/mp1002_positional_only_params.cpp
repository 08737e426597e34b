// MP1002 positional-only-params: Positional-only parameters: a / in a parameter list.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1002 {
namespace {
constexpr Kind kVisits[] = {Kind::FunctionDef, Kind::Lambda};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    for (size_t i = 0; i < node.items.size(); ++i) {
        const Node& param = *node.items[i];
        if (param.detail != static_cast<uint16_t>(ParamKind::Slash)) continue;
        Finding* found =
            c.report(Code::MP1002, param.span, "MicroPython has no positional-only parameters",
                     "drop the '/': the parameters before it can then be named in a call, too");
        if (found && i > 0)
            found->fix = {{{{node.items[i - 1]->span.end, param.span.end}, ""}}, true};
    }
}
} // namespace
} // namespace mp1002

const RuleBody bodyMP1002{
    Code::MP1002,
    {"Positional-only parameters: a / in a parameter list.",
     "MicroPython has no positional-only parameters; the file does not compile.", "unix",
     R"py(def f(a, /, b):
    return a + b
)py",
     R"py(def f(a, b):
    return a + b
)py"},
    mp1002::kVisits,
    mp1002::check};

} // namespace taipan::lint
