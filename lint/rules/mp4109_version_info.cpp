// MP4109 version-info: A test of sys.version_info.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4109 {
namespace {
constexpr Kind kVisits[] = {Kind::Compare, Kind::Attribute};

void check(Context& c, const Node& node) {
    if (c.target.isCircuitPython) return;
    if (node.kind == Kind::Attribute) {
        if (c.isPath(node.a, "sys", "version_info") && !c.text(node.name).starts_with("__"))
            if (Finding* found = c.report(Code::MP4109, node.span,
                                          "sys.version_info is a plain tuple: AttributeError",
                                          "use an index", Raises::AttributeError))
                found->level = Level::Error;
        return;
    }
    const Node* left = node.a->kind == Kind::Subscript ? node.a->a : node.a;
    if (!c.isPath(left, "sys", "version_info")) return;
    const Node* right = node.items[0]->a; // [0] >= 3 and >= (3,) are right everywhere
    if (c.integer(right) && c.integer(right) <= 4) return;
    if (right->kind == Kind::Tuple &&
        (right->items.size() < 2 || c.integer(right->items[0]).value_or(9) < 3 ||
         c.integer(right->items[1]).value_or(9) <= 4))
        return;
    c.report(Code::MP4109, node.span, "sys.version_info is (3, 4, 0) in all releases",
             "ask sys.implementation");
}
} // namespace
} // namespace mp4109

const RuleBody bodyMP4109{Code::MP4109,
                          {"A test of sys.version_info.",
                           "It is (3, 4, 0) for all releases, a plain tuple without .major.",
                           "unix",
                           R"py(import sys
if sys.version_info >= (3, 8):
    print(1)
)py",
                           R"py(import sys
if sys.implementation.name == "micropython":
    print(1)
)py"},
                          mp4109::kVisits,
                          mp4109::check};

} // namespace taipan::lint
