// MP7009 star-import: from module import *.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp7009 {
namespace {
constexpr Kind kVisits[] = {Kind::ImportFrom};

void check(Context& c, const Node& node) {
    if (node.flags & flag::kStar)
        c.report(Code::MP7009, node.span, "import * copies every name", "name what is used");
}
} // namespace
} // namespace mp7009

const RuleBody bodyMP7009{Code::MP7009,
                          {"from module import *.", "It copies every name into the globals.",
                           "unix",
                           R"py(from time import *
)py",
                           R"py(from time import sleep
)py"},
                          mp7009::kVisits,
                          mp7009::check};

} // namespace taipan::lint
