// MP4108 dict-view-set-operation: Set operators between views of a dict.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4108 {
namespace {
constexpr Kind kVisits[] = {Kind::Binary};

void check(Context& c, const Node& node) {
    const auto op = static_cast<Operator>(node.detail);
    if (op != Operator::And && op != Operator::Or && op != Operator::Subtract &&
        op != Operator::Xor)
        return;
    for (const Node* side : {node.a, node.b}) {
        if (side->kind != Kind::Call || !side->items.empty() ||
            (!c.isAttribute(side->a, "keys") && !c.isAttribute(side->a, "items")))
            continue;
        if (Finding* found =
                c.report(Code::MP4108, side->span,
                         "views of a dict have no set operators: TypeError", "wrap it in set()"))
            found->fix = {{{{side->span.begin, side->span.begin}, "set("},
                           {{side->span.end, side->span.end}, ")"}},
                          true};
        return;
    }
}
} // namespace
} // namespace mp4108

const RuleBody bodyMP4108{Code::MP4108,
                          {"Set operators between views of a dict.", "Views have none: TypeError.",
                           "unix",
                           R"py(d = {1: 2}
print(d.keys() & {1})
)py",
                           R"py(d = {1: 2}
print(set(d.keys()) & {1})
)py"},
                          mp4108::kVisits,
                          mp4108::check};

} // namespace taipan::lint
