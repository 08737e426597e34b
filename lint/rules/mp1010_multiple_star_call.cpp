// MP1010 multiple-star-call: Several * or ** arguments in one call, or a positional argument behind
// *, before 1.19.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1010 {
namespace {
constexpr Kind kVisits[] = {Kind::Call, Kind::ClassDef};

void check(Context& c, const Node& node) {
    if (!c.anyBefore("1.19")) return;
    int stars = 0, doubles = 0;
    for (const Node* item : node.items) {
        const bool again = (item->kind == Kind::Starred && ++stars > 1) ||
                           (item->kind == Kind::DoubleStarred && ++doubles > 1);
        const bool behind = stars > 0 && item->kind != Kind::Starred &&
                            item->kind != Kind::DoubleStarred && item->kind != Kind::Keyword;
        if (again || behind)
            return void(c.report(
                Code::MP1010, item->span,
                "a call takes one * and one **, behind all other positional arguments, before 1.19",
                "join the sequences first"));
    }
}
} // namespace
} // namespace mp1010

const RuleBody bodyMP1010{
    Code::MP1010,
    {"Several * or ** arguments in one call, or a positional argument behind *, before 1.19.",
     "Older compilers take one * and one ** at the end of the call; the file does not compile.",
     "unix@1.18",
     R"py(def f(*a):
    return a
print(f(*[1], *[2]))
)py",
     R"py(def f(*a):
    return a
print(f(*([1] + [2])))
)py"},
    mp1010::kVisits,
    mp1010::check};

} // namespace taipan::lint
