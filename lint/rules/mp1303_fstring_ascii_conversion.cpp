// MP1303 fstring-ascii-conversion: The conversion !a in an f-string.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1303 {
namespace {
constexpr Kind kVisits[] = {Kind::Field};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (node.detail == 'a')
        c.report(Code::MP1303, node.span, "MicroPython has no !a",
                 "use !r; there is no ascii() either");
}
} // namespace
} // namespace mp1303

const RuleBody bodyMP1303{Code::MP1303,
                          {"The conversion !a in an f-string.",
                           "MicroPython has !r and !s only; the file does not compile.", "unix",
                           R"py(print(f"{1!a}")
)py",
                           R"py(print(f"{1!r}")
)py"},
                          mp1303::kVisits,
                          mp1303::check};

} // namespace taipan::lint
