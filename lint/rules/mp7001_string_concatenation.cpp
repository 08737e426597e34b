// MP7001 string-concatenation: A string that grows in a loop.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp7001 {
namespace {
constexpr Kind kVisits[] = {Kind::AugAssign};

void check(Context& c, const Node& node) {
    if (node.detail != static_cast<uint16_t>(Operator::Add)) return;
    const Type added = c.type(node.b);
    if (!added.is("str") && !added.is("bytes")) return;
    if (c.enclosing(node, Kind::For) || c.enclosing(node, Kind::While))
        c.report(Code::MP7001, node.span, "each step copies the whole string",
                 "join a list of parts, or write them to the stream");
}
} // namespace
} // namespace mp7001

const RuleBody bodyMP7001{Code::MP7001,
                          {"A string that grows in a loop.", "Each step copies all of it.", "unix",
                           R"py(s = ""
for i in range(9):
    s += str(i)
)py",
                           R"py(l = []
for i in range(9):
    l.append(str(i))
s = "".join(l)
)py"},
                          mp7001::kVisits,
                          mp7001::check};

} // namespace taipan::lint
