// MP4117 rsplit-none: rsplit(None, n).
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4117 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (c.isAttribute(node.a, "rsplit") && node.items.size() == 2 &&
        node.items[0]->kind == Kind::Constant &&
        node.items[0]->detail == static_cast<uint16_t>(ConstantKind::None))
        c.report(Code::MP4117, node.span, "rsplit(None, n) is not implemented",
                 "name the separator", Raises::NotImplementedError);
}
} // namespace
} // namespace mp4117

const RuleBody bodyMP4117{Code::MP4117,
                          {"rsplit(None, n).", "NotImplementedError.", "unix",
                           R"py(print("a b".rsplit(None, 1))
)py",
                           R"py(print("a b".rsplit(" ", 1))
)py"},
                          mp4117::kVisits,
                          mp4117::check};

} // namespace taipan::lint
