// MP5104 coroutine-not-awaited: A coroutine that is called but not awaited.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp5104 {
namespace {
constexpr Kind kVisits[] = {Kind::ExprStmt};

void check(Context& c, const Node& node) {
    if (node.a->kind != Kind::Call || node.a->a->kind != Kind::Name) return;
    const Node* function = c.definition(*node.a->a, bound::kFunction);
    if (!function || !(function->flags & flag::kAsync) || function->d) return;
    Finding* found =
        c.report(Code::MP5104, node.a->span,
                 "nothing of '" + std::string(c.text(function->name)) + "' runs: it is not awaited",
                 "await it, or asyncio.create_task() it");
    const Scope& scope = c.file.scopes->scope(c.file.scopes->of(node));
    if (found && scope.kind == ScopeKind::Function && scope.node->flags & flag::kAsync)
        found->fix = {{{{node.a->span.begin, node.a->span.begin}, "await "}}, false};
}
} // namespace
} // namespace mp5104

const RuleBody bodyMP5104{Code::MP5104,
                          {"A coroutine that is called but not awaited.", "Nothing of it runs.",
                           "unix",
                           R"py(async def work():
    pass
async def main():
    work()
)py",
                           R"py(async def work():
    pass
async def main():
    await work()
)py"},
                          mp5104::kVisits,
                          mp5104::check};

} // namespace taipan::lint
