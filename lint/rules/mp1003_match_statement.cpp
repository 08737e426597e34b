// MP1003 match-statement: A match statement.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1003 {
namespace {
constexpr Kind kVisits[] = {Kind::Match};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    c.report(Code::MP1003, node.nameSpan, "MicroPython has no match statement", "use if and elif");
}
} // namespace
} // namespace mp1003

const RuleBody bodyMP1003{Code::MP1003,
                          {"A match statement.",
                           "MicroPython has no match statement; the file does not compile.", "unix",
                           R"py(def f(x):
    match x:
        case 1:
            return 2
)py",
                           R"py(def f(x):
    if x == 1:
        return 2
)py"},
                          mp1003::kVisits,
                          mp1003::check};

} // namespace taipan::lint
