// MP2123 exception-chaining: raise X from Y.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2123 {
namespace {
constexpr Kind kVisits[] = {Kind::Raise};

void check(Context& c, const Node& node) {
    if (c.target.isCircuitPython) return; // which keeps it since 8.0
    if (node.b && !(node.b->kind == Kind::Constant &&
                    node.b->detail == static_cast<uint16_t>(ConstantKind::None)))
        c.report(Code::MP2123, node.b->span, "MicroPython drops the cause of an exception",
                 "put what matters into the arguments");
}
} // namespace
} // namespace mp2123

const RuleBody bodyMP2123{Code::MP2123,
                          {"raise X from Y.", "The cause is dropped.", "unix",
                           R"py(try:
    f()
except OSError as e:
    raise ValueError(1) from e
)py",
                           R"py(try:
    f()
except OSError as e:
    raise ValueError(1, e)
)py"},
                          mp2123::kVisits,
                          mp2123::check};

} // namespace taipan::lint
