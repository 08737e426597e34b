// MP1008 starred-display: Unpacking with * or ** in a display: [*a, *b], (*a, 1), {*a}, {**d}.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1008 {
namespace {
constexpr Kind kVisits[] = {Kind::List, Kind::Set, Kind::Dict, Kind::Tuple};

/// Whether something is stored in the node, not read.
bool isTarget(const Node& node) {
    const Node* inner = &node;
    for (const Node* at = node.parent; at; inner = at, at = at->parent) {
        if (at->kind == Kind::Tuple || at->kind == Kind::List || at->kind == Kind::Starred)
            continue;
        if (at->kind == Kind::Assign) return inner != at->b;
        if (at->kind == Kind::For || at->kind == Kind::CompFor) return inner == at->a;
        if (at->kind == Kind::WithItem) return inner == at->b;
        return at->kind == Kind::Del;
    }
    return false;
}

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (node.kind == Kind::Tuple && !(node.flags & flag::kParenthesised) && node.parent &&
        node.parent->kind != Kind::Assign)
        return; // MP1009
    for (const Node* item : node.items) {
        if (item->kind != Kind::Starred && item->kind != Kind::DoubleStarred) continue;
        if (isTarget(node)) return;
        const bool dict = node.kind == Kind::Dict;
        c.report(Code::MP1008, item->span,
                 dict ? "MicroPython has no ** in a dict display"
                      : "MicroPython has no * in a display",
                 dict ? "copy the dict and update() the copy"
                      : "join lists with +, make them with list()");
    }
}
} // namespace
} // namespace mp1008

const RuleBody bodyMP1008{
    Code::MP1008,
    {"Unpacking with * or ** in a display: [*a, *b], (*a, 1), {*a}, {**d}.",
     "MicroPython unpacks in calls and in targets of assignments only; the file does not compile.",
     "unix",
     R"py(a = [1]
d = {}
print([*a, 2], {**d, "x": 1})
)py",
     R"py(a = [1]
d = {}
e = dict(d)
e["x"] = 1
print(a + [2], e)
)py"},
    mp1008::kVisits,
    mp1008::check};

} // namespace taipan::lint
