// MP6001 const-not-constant: const() of something that the compiler cannot compute.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp6001 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (!c.isName(node.a, "const") || node.items.size() != 1 || !node.parent ||
        node.parent->kind != Kind::Assign)
        return;
    const Node& value = *node.items[0];
    const Kind kind = value.kind;
    const bool computed = kind == Kind::Call && !(c.isName(value.a, "const"));
    if (computed || kind == Kind::List || kind == Kind::Dict || kind == Kind::Set ||
        kind == Kind::Lambda || kind == Kind::Comprehension) {
        if (c.file.rejected)
            c.report(Code::MP6001, value.span,
                     "const() takes what the compiler can compute: SyntaxError",
                     "assign it without const()");
        return;
    }
    const bool other =
        kind == Kind::String || kind == Kind::Tuple || kind == Kind::Constant ||
        (kind == Kind::Number && value.detail != static_cast<uint16_t>(NumberKind::Integer));
    if (other && c.anyBefore("1.19"))
        c.report(Code::MP6001, value.span,
                 "const() takes whole numbers only before 1.19: SyntaxError",
                 "assign it without const()");
}
} // namespace
} // namespace mp6001

const RuleBody bodyMP6001{Code::MP6001,
                          {"const() of something that the compiler cannot compute.",
                           "SyntaxError: not a constant. Before 1.19, it takes whole numbers only.",
                           "unix",
                           R"py(from micropython import const
X = const(len("abc"))
)py",
                           R"py(from micropython import const
X = const(3)
)py"},
                          mp6001::kVisits,
                          mp6001::check};

} // namespace taipan::lint
