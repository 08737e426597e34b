// MP1017 variable-annotation: An annotated variable before 1.13.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1017 {
namespace {
constexpr Kind kVisits[] = {Kind::AnnAssign};

void check(Context& c, const Node& node) {
    if (!c.anyBefore("1.13")) return;
    Finding* found =
        c.report(Code::MP1017, {node.a->span.end, node.b->span.end},
                 "annotations of variables came with 1.13", "leave the annotation out");
    if (found && node.c) found->fix = {{{{node.a->span.end, node.b->span.end}, ""}}, true};
}
} // namespace
} // namespace mp1017

const RuleBody bodyMP1017{Code::MP1017,
                          {"An annotated variable before 1.13.",
                           "Older compilers do not read x: int = 1; the file does not compile.",
                           "unix@1.12",
                           R"py(x: int = 1
)py",
                           R"py(x = 1
)py"},
                          mp1017::kVisits,
                          mp1017::check};

} // namespace taipan::lint
