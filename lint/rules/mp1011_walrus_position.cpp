// MP1011 walrus-position: An assignment expression where MicroPython does not read one.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1011 {
namespace {
constexpr Kind kVisits[] = {Kind::Walrus};

void check(Context& c, const Node& node) {
    if (c.lacks("walrus"))
        return void(c.report(Code::MP1011, node.span,
                             "assignment expressions came with 1.13, and are not in every build",
                             "assign in a statement before"));
    if (!c.file.rejected || !node.parent) return;
    const std::string_view text = c.file.source->text();
    const bool bracket = node.span.begin > 0 && text[node.span.begin - 1] == '(';
    const Kind parent = node.parent->kind;
    const bool inField = c.enclosing(node, Kind::Field) != nullptr;
    if (!inField &&
        (bracket || (parent != Kind::Subscript && parent != Kind::Set && parent != Kind::Slice)))
        return;
    Finding* found = c.report(Code::MP1011, node.span,
                              inField ? "MicroPython reads no := in an f-string"
                                      : "MicroPython wants parentheses around := here",
                              inField ? "assign in a statement before" : "");
    if (found && !inField)
        found->fix = {
            {{{node.span.begin, node.span.begin}, "("}, {{node.span.end, node.span.end}, ")"}},
            true};
}
} // namespace
} // namespace mp1011

const RuleBody bodyMP1011{
    Code::MP1011,
    {"An assignment expression where MicroPython does not read one.",
     "It is read in parentheses, as an argument, in conditions and comprehensions; not bare in a "
     "subscript or a set, not in an f-string, and not at all before 1.13.",
     "unix",
     R"py(a = [1, 2]
print(a[i := 1])
)py",
     R"py(a = [1, 2]
print(a[(i := 1)])
)py"},
    mp1011::kVisits,
    mp1011::check};

} // namespace taipan::lint
