// MP5105 coroutine-expected: asyncio.sleep() given to create_task, gather or wait_for.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp5105 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    bool takes = c.isAttribute(node.a, "create_task") || c.isPath(node.a, "asyncio", "create_task");
    for (const std::string_view name : {"gather", "wait_for", "wait_for_ms", "run"})
        takes |= c.isPath(node.a, "asyncio", name);
    if (!takes) return;
    for (const Node* item : node.items)
        if (item->kind == Kind::Call &&
            (c.isPath(item->a, "asyncio", "sleep") || c.isPath(item->a, "asyncio", "sleep_ms")))
            c.report(Code::MP5105, item->span,
                     "asyncio.sleep() is no coroutine here: TypeError: coroutine expected",
                     "await it in a coroutine of your own");
}
} // namespace
} // namespace mp5105

const RuleBody bodyMP5105{Code::MP5105,
                          {"asyncio.sleep() given to create_task, gather or wait_for.",
                           "It is no coroutine in MicroPython but an object that is used once: "
                           "TypeError: coroutine expected.",
                           "unix",
                           R"py(import asyncio
async def main():
    t = asyncio.create_task(asyncio.sleep(1))
)py",
                           R"py(import asyncio
async def pause():
    await asyncio.sleep(1)
async def main():
    t = asyncio.create_task(pause())
)py"},
                          mp5105::kVisits,
                          mp5105::check};

} // namespace taipan::lint
