// MP2103 nested-fstring: A nested f-string between 1.24 and 1.27.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2103 {
namespace {
constexpr Kind kVisits[] = {Kind::Field};

bool nested(const Node& node) {
    if (node.kind == Kind::String && node.flags & flag::kFormat) return true;
    bool found = false;
    forEachChild(node, [&](const Node& child) { found |= nested(child); });
    return found;
}

void check(Context& c, const Node& node) {
    if (!node.a || !(c.wanted() & c.since("1.24") & c.before("1.28"))) return;
    if (nested(*node.a))
        c.report(Code::MP2103, node.a->span,
                 "1.24 to 1.27 compile nested f-strings into wrong code",
                 "format the inner one before");
}
} // namespace
} // namespace mp2103

const RuleBody bodyMP2103{Code::MP2103,
                          {"A nested f-string between 1.24 and 1.27.",
                           "These releases compile it into wrong code.", "unix@1.26",
                           R"py(x = 1
print(f"{f'{x}'}")
)py",
                           R"py(x = 1
y = f'{x}'
print(f"{y}")
)py"},
                          mp2103::kVisits,
                          mp2103::check};

} // namespace taipan::lint
