// MP1012 async-comprehension: async or await in a comprehension.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1012 {
namespace {
constexpr Kind kVisits[] = {Kind::CompFor, Kind::Await};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    const bool isFor = node.kind == Kind::CompFor && node.flags & flag::kAsync;
    const bool isAwait =
        node.kind == Kind::Await &&
        c.file.scopes->scope(c.file.scopes->of(node)).kind == ScopeKind::Comprehension;
    if (isFor || isAwait)
        c.report(Code::MP1012, {node.span.begin, node.span.begin + 5},
                 "MicroPython has no asynchronous comprehensions", "write a loop that appends");
}
} // namespace
} // namespace mp1012

const RuleBody bodyMP1012{Code::MP1012,
                          {"async or await in a comprehension.",
                           "MicroPython makes a function of a comprehension, and awaits in none of "
                           "them; the file does not compile.",
                           "unix",
                           R"py(async def f(x):
    return [await g(i) for i in x]
)py",
                           R"py(async def f(x):
    out = []
    for i in x:
        out.append(await g(i))
    return out
)py"},
                          mp1012::kVisits,
                          mp1012::check};

} // namespace taipan::lint
