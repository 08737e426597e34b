// MP1004 except-star: except*, for groups of exceptions.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1004 {
namespace {
constexpr Kind kVisits[] = {Kind::Try};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (node.flags & flag::kStar)
        c.report(Code::MP1004, {node.items[0]->span.begin, node.items[0]->span.begin + 7},
                 "MicroPython has no except*", "use except, once an exception");
}
} // namespace
} // namespace mp1004

const RuleBody bodyMP1004{
    Code::MP1004,
    {"except*, for groups of exceptions.",
     "MicroPython has neither except* nor ExceptionGroup; the file does not compile.", "unix",
     R"py(try:
    pass
except* ValueError:
    pass
)py",
     R"py(try:
    pass
except ValueError:
    pass
)py"},
    mp1004::kVisits,
    mp1004::check};

} // namespace taipan::lint
