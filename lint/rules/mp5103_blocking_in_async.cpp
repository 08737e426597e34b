// MP5103 blocking-in-async: A call that blocks in an async def.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp5103 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    const bool sleep = c.isPath(node.a, "time", "sleep"), ms = c.isPath(node.a, "time", "sleep_ms");
    if (!sleep && !ms) return;
    const Scope& scope = c.file.scopes->scope(c.file.scopes->of(node));
    if (scope.kind != ScopeKind::Function || !(scope.node->flags & flag::kAsync) ||
        scope.node->kind != Kind::FunctionDef)
        return;
    if (ms && c.integer(node.items.empty() ? nullptr : node.items[0]).value_or(99) < 10) return;
    c.report(Code::MP5103, node.span, "no other task runs while this sleeps",
             sleep ? "await asyncio.sleep()" : "await asyncio.sleep_ms()");
}
} // namespace
} // namespace mp5103

const RuleBody bodyMP5103{Code::MP5103,
                          {"A call that blocks in an async def.",
                           "No other task runs until it is over.", "unix",
                           R"py(import time
async def f():
    time.sleep(1)
)py",
                           R"py(import asyncio
async def f():
    await asyncio.sleep(1)
)py"},
                          mp5103::kVisits,
                          mp5103::check};

} // namespace taipan::lint
