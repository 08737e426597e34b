// MP5101 async-generator: An async def with yield.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp5101 {
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

/// Whether an `async for` goes over a call of the name.
bool isIterated(const Context& c, const Node& node, NameId name) {
    const bool loop =
        (node.kind == Kind::For || node.kind == Kind::CompFor) && node.flags & flag::kAsync;
    if (loop && node.b->kind == Kind::Call && node.b->a->name == name) return true;
    bool found = false;
    forEachChild(node, [&](const Node& child) { found |= isIterated(c, child, name); });
    return found;
}

void check(Context& c, const Node& node) {
    if (!(node.flags & flag::kAsync)) return;
    const Node* found = yieldOf(*node.b);
    if (!found) return;
    const bool iterated = isIterated(c, *c.file.module, node.name);
    // The inner parts of asyncio give the scheduler something this way, and mean to.
    const std::string_view value = found->a ? c.text(*found->a) : std::string_view();
    const bool toScheduler = value.empty() || value.find("queue") != value.npos ||
                             (found->a->kind == Kind::Call && value.find("asyncio.") != value.npos);
    // Who takes what is sent knows that it is a plain generator.
    const bool takes = found->parent && found->parent->kind == Kind::Assign;
    if (!iterated && (toScheduler || takes)) return;
    Finding* report =
        c.report(Code::MP5101, found->span, "MicroPython has no asynchronous generators",
                 "write a class with __aiter__ and __anext__");
    if (report && !iterated) report->level = Level::Warning;
}
} // namespace
} // namespace mp5101

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
                          mp5101::kVisits,
                          mp5101::check};

} // namespace taipan::lint
