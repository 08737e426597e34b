// MP2118 introspection-attribute: Reading __doc__, __annotations__ and other marks of CPython.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2118 {
namespace {
constexpr Kind kVisits[] = {Kind::Attribute};

constexpr std::string_view kNames[] = {
    "__doc__",       "__annotations__", "__defaults__", "__kwdefaults__", "__mro__",
    "__traceback__", "__cause__",       "__context__",  "__wrapped__",    "__closure__"};

void check(Context& c, const Node& node) {
    const std::string_view name = c.text(node.name);
    if (!name.starts_with("__") || !node.parent) return;
    for (const std::string_view row : kNames) {
        if (row != name) continue;
        // CircuitPython keeps the traceback and, since 8.0, the cause.
        const bool chained =
            name == "__traceback__" || name == "__cause__" || name == "__context__";
        if (chained && c.target.isCircuitPython) return;
        if (node.parent->kind == Kind::Assign && &node != node.parent->b) return; // stored
        c.report(Code::MP2118, node.nameSpan,
                 "MicroPython keeps no " + std::string(name) + ": AttributeError",
                 "use getattr() with a default");
        return;
    }
}
} // namespace
} // namespace mp2118

const RuleBody bodyMP2118{Code::MP2118,
                          {"Reading __doc__, __annotations__ and other marks of CPython.",
                           "They are not kept: AttributeError.", "unix",
                           R"py(def f():
    "words"
print(f.__doc__)
)py",
                           R"py(def f():
    "words"
print(getattr(f, "__doc__", ""))
)py"},
                          mp2118::kVisits,
                          mp2118::check};

} // namespace taipan::lint
