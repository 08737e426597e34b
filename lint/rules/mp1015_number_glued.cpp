// MP1015 number-glued: A word or a dot right behind a number.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1015 {
namespace {
constexpr Kind kVisits[] = {Kind::Number};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (!(node.flags & flag::kGlued)) return;
    const bool dot = c.file.source->text()[node.span.end] == '.';
    Finding* found = c.report(Code::MP1015, node.span,
                              "MicroPython reads what stands right behind a number as part of it",
                              dot ? "put the number in parentheses" : "put a blank behind it");
    if (!found) return;
    if (dot)
        found->fix = {
            {{{node.span.begin, node.span.begin}, "("}, {{node.span.end, node.span.end}, ")"}},
            true};
    else
        found->fix = {{{{node.span.end, node.span.end}, " "}}, true};
}
} // namespace
} // namespace mp1015

const RuleBody bodyMP1015{
    Code::MP1015,
    {"A word or a dot right behind a number.",
     "MicroPython reads letters and dots behind a number as part of it; the file does not compile.",
     "unix",
     R"py(x = 1 if True else 0
print(1if x else 2)
)py",
     R"py(x = 1 if True else 0
print(1 if x else 2)
)py"},
    mp1015::kVisits,
    mp1015::check};

} // namespace taipan::lint
