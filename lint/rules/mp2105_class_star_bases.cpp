// MP2105 class-star-bases: class A(*bases).
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2105 {
namespace {
constexpr Kind kVisits[] = {Kind::ClassDef};

void check(Context& c, const Node& node) {
    for (const Node* item : node.items)
        if (item->kind == Kind::Starred && c.anySince("1.19"))
            c.report(Code::MP2105, item->span, "bases cannot be unpacked from 1.19 on",
                     "call type(name, bases, {})");
}
} // namespace
} // namespace mp2105

const RuleBody bodyMP2105{Code::MP2105,
                          {"class A(*bases).",
                           "From 1.19 the bases are taken for something else: TypeError.", "unix",
                           R"py(bases = (object,)
class A(*bases):
    pass
)py",
                           R"py(A = type("A", (object,), {})
)py"},
                          mp2105::kVisits,
                          mp2105::check};

} // namespace taipan::lint
