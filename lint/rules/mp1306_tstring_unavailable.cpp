// MP1306 tstring-unavailable: A t-string on a target without them.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1306 {
namespace {
constexpr Kind kVisits[] = {Kind::String};

void check(Context& c, const Node& node) {
    if (node.flags & flag::kTemplate && c.lacks("tstrings"))
        c.report(Code::MP1306, node.span, "this firmware has no template strings",
                 "use a plain string and its values");
}
} // namespace
} // namespace mp1306

const RuleBody bodyMP1306{Code::MP1306,
                          {"A t-string on a target without them.",
                           "Template strings came with 1.28, on builds of level FULL; elsewhere "
                           "the file does not compile.",
                           "unix",
                           R"py(t = t"{1}"
)py",
                           R"py(t = ("", 1)
)py"},
                          mp1306::kVisits,
                          mp1306::check};

} // namespace taipan::lint
