// MP2114 diamond-inheritance: A class whose bases share a base of their own.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2114 {
namespace {
constexpr Kind kVisits[] = {Kind::ClassDef};

/// The classes of this file that `base` is or derives from.
void collect(const Context& c, const Node& base, std::vector<const Node*>& out, int depth) {
    const Node* definition = depth < 20 ? c.definition(base, bound::kClass) : nullptr;
    if (!definition) return;
    out.push_back(definition);
    for (const Node* item : definition->items) collect(c, *item, out, depth + 1);
}

void check(Context& c, const Node& node) {
    if (node.items.size() < 2) return;
    std::vector<const Node*> seen;
    for (const Node* base : node.items) {
        std::vector<const Node*> mine;
        collect(c, *base, mine, 0);
        for (const Node* one : mine)
            for (const Node* other : seen)
                if (one == other)
                    return void(c.report(Code::MP2114, base->span,
                                         "both bases derive from '" +
                                             std::string(c.text(one->name)) +
                                             "': MicroPython looks it up in another order, and "
                                             "super() follows one line only",
                                         "call the bases by name, or hold one as an attribute"));
        seen.insert(seen.end(), mine.begin(), mine.end());
    }
}
} // namespace
} // namespace mp2114

const RuleBody bodyMP2114{Code::MP2114,
                          {"A class whose bases share a base of their own.",
                           "MicroPython looks through the bases depth first, not in the order of "
                           "CPython, and super() follows one line only.",
                           "unix",
                           R"py(class A:
    pass
class B(A):
    pass
class C(A):
    pass
class D(B, C):
    pass
)py",
                           R"py(class A:
    pass
class B(A):
    pass
class D(B):
    pass
)py"},
                          mp2114::kVisits,
                          mp2114::check};

} // namespace taipan::lint
