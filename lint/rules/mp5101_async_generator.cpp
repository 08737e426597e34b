// MP5101 async-generator: An async def with yield.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace {
constexpr Kind kVisits[] = {Kind::FunctionDef};

const Node* yieldOf(const Node& node) {
    if (node.kind == Kind::Yield) return node.flags & flag::kFrom ? nullptr : &node;
    if (node.kind == Kind::FunctionDef || node.kind == Kind::Lambda || node.kind == Kind::ClassDef)
        return nullptr;
    const Node* found = nullptr;
    forEachChild(node, [&](const Node& child) {
        if (!found) found = yieldOf(child);
    });
    return found;
}

void check(Context& c, const Node& node) {
    if (!(node.flags & flag::kAsync)) return;
    if (const Node* found = yieldOf(*node.b))
        c.report(Code::MP5101, found->span, "MicroPython has no asynchronous generators",
                 "write a class with __aiter__ and __anext__");
}
} // namespace

const RuleBody bodyMP5101{Code::MP5101,
                          {"An async def with yield.",
                           "MicroPython has no asynchronous generators: the result has no "
                           "__aiter__, AttributeError where it is used.",
                           "unix",
                           R"py(async def f():
    yield 1
)py",
                           R"py(class F:
    def __aiter__(self):
        return self
    async def __anext__(self):
        raise StopAsyncIteration
)py"},
                          kVisits,
                          check};

} // namespace taipan::lint
