// MP1301 fstring-unavailable: An f-string on a target whose compiler has none.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1301 {
namespace {
constexpr Kind kVisits[] = {Kind::String};

void check(Context& c, const Node& node) {
    if (node.flags & flag::kFormat && c.lacks("fstrings"))
        c.report(Code::MP1301, node.span,
                 c.anyBefore("1.17") ? "f-strings came with 1.17"
                                     : "this firmware has no f-strings",
                 "use str.format(), or compile to .mpy elsewhere");
}
} // namespace
} // namespace mp1301

const RuleBody bodyMP1301{Code::MP1301,
                          {"An f-string on a target whose compiler has none.",
                           "f-strings came with 1.17, and small builds leave them out; the .py "
                           "does not compile there (a .mpy made elsewhere runs).",
                           "unix@1.16",
                           R"py(print(f"{1}")
)py",
                           R"py(print("{}".format(1))
)py"},
                          mp1301::kVisits,
                          mp1301::check};

} // namespace taipan::lint
