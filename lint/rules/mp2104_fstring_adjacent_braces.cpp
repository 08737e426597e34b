// MP2104 fstring-adjacent-braces: A plain string with braces beside an f-string.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2104 {
namespace {
constexpr Kind kVisits[] = {Kind::String};

void check(Context& c, const Node& node) {
    if (!(node.flags & flag::kFormat)) return;
    for (const Node* part : node.items)
        if (!(part->flags & flag::kFormat) &&
            c.text(part->nameSpan).find_first_of("{}") != std::string_view::npos)
            c.report(Code::MP2104, part->span,
                     "the braces of this string become fields of the f-string beside it",
                     "join the two with +, or double the braces");
}
} // namespace
} // namespace mp2104

const RuleBody bodyMP2104{
    Code::MP2104,
    {"A plain string with braces beside an f-string.",
     "The whole becomes one format: the braces of the plain string are fields, too.", "unix",
     R"py(x = 1
print('{}' f'{x}')
)py",
     R"py(x = 1
print('{}' + f'{x}')
)py"},
    mp2104::kVisits,
    mp2104::check};

} // namespace taipan::lint
