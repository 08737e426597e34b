// MP2107 with-tuple: with (a, b): it is one tuple.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2107 {
namespace {
constexpr Kind kVisits[] = {Kind::With};

void check(Context& c, const Node& node) {
    if (node.items.size() != 1 || node.items[0]->b) return;
    const Node& item = *node.items[0]->a;
    if (item.kind != Kind::Tuple || !(item.flags & flag::kParenthesised)) return;
    if (Finding* found =
            c.report(Code::MP2107, item.span, "this is one tuple, which has no __exit__",
                     "leave out the parentheses"))
        if (c.text(item).find('\n') == std::string_view::npos && !item.items.empty())
            found->fix = {{{{item.span.begin, item.items.front()->span.begin}, ""},
                           {{item.items.back()->span.end, item.span.end}, ""}},
                          true};
}
} // namespace
} // namespace mp2107

const RuleBody bodyMP2107{
    Code::MP2107,
    {"with (a, b): it is one tuple.",
     "MicroPython has no parenthesised items: the tuple has no __exit__, AttributeError.", "unix",
     R"py(def f(a, b):
    with (a, b):
        pass
)py",
     R"py(def f(a, b):
    with a, b:
        pass
)py"},
    mp2107::kVisits,
    mp2107::check};

} // namespace taipan::lint
