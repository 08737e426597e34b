// MP1006 parenthesised-with: Several with items in parentheses.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1006 {
namespace {
constexpr Kind kVisits[] = {Kind::With};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (!(node.flags & flag::kParenthesised)) return;
    Finding* found =
        c.report(Code::MP1006, node.nameSpan, "MicroPython has no parentheses around with items",
                 "leave out the parentheses; a backslash continues a line");
    const uint32_t last = node.items.back()->span.end;
    const std::string_view text = c.file.source->text();
    const size_t close = text.find(')', last);
    const std::string_view inner = text.substr(node.nameSpan.begin, close - node.nameSpan.begin);
    if (found && close != text.npos && inner.find('\n') == inner.npos)
        found->fix = {{{node.nameSpan, ""}, {{last, static_cast<uint32_t>(close + 1)}, ""}}, true};
}
} // namespace
} // namespace mp1006

const RuleBody bodyMP1006{Code::MP1006,
                          {"Several with items in parentheses.",
                           "MicroPython takes the parenthesis for a tuple, in which \"as\" cannot "
                           "stand; the file does not compile.",
                           "unix",
                           R"py(def f(a, b):
    with (a as x, b as y):
        pass
)py",
                           R"py(def f(a, b):
    with a as x, b as y:
        pass
)py"},
                          mp1006::kVisits,
                          mp1006::check};

} // namespace taipan::lint
