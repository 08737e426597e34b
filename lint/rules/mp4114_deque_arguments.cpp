// MP4114 deque-arguments: deque() without a length, or defaults of a namedtuple.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4114 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    const Path called = c.path(node.a);
    if (called.depth != 2 || !called.entry ||
        (called.module != "collections" && called.module != "ucollections") ||
        c.target.isCircuitPython)
        return;
    size_t positional = 0;
    bool maxlen = false;
    for (const Node* item : node.items) {
        if (item->kind == Kind::Starred || item->kind == Kind::DoubleStarred) return;
        if (item->kind == Kind::Keyword)
            maxlen = true;
        else
            ++positional;
    }
    if (called.entry->name == "deque" && positional < 2 && !maxlen)
        c.report(Code::MP4114, node.span, "deque() needs a sequence and a length: TypeError",
                 "deque((), 100)");
}
} // namespace
} // namespace mp4114

const RuleBody bodyMP4114{
    Code::MP4114,
    {"deque() without a length, or defaults of a namedtuple.",
     "Both arguments of deque are needed, and namedtuple takes two only: TypeError.", "unix",
     R"py(from collections import deque
d = deque()
)py",
     R"py(from collections import deque
d = deque((), 10)
)py"},
    mp4114::kVisits,
    mp4114::check};

} // namespace taipan::lint
