// MP4102 slice-store-iterable: Storing something other than a list or tuple to a slice of a list.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4102 {
namespace {
constexpr Kind kVisits[] = {Kind::Assign};

void check(Context& c, const Node& node) {
    for (const Node* target : node.items) {
        if (target->kind != Kind::Subscript || target->b->kind != Kind::Slice || target->b->c)
            continue;
        const Type owner = c.type(target->a), value = c.type(node.b);
        const bool iterator = node.b->kind == Kind::Comprehension &&
                              node.b->detail == static_cast<uint16_t>(ComprehensionKind::Generator);
        if (!owner.is("list") || !(iterator || value.is("range") || value.is("str") ||
                                   value.is("bytes") || value.is("set") || value.is("dict")))
            continue;
        if (Finding* found =
                c.report(Code::MP4102, node.b->span,
                         "only a list or tuple can be stored to a slice of a list: TypeError",
                         "wrap it in list()"))
            found->fix = {{{{node.b->span.begin, node.b->span.begin}, "list("},
                           {{node.b->span.end, node.b->span.end}, ")"}},
                          true};
    }
}
} // namespace
} // namespace mp4102

const RuleBody bodyMP4102{Code::MP4102,
                          {"Storing something other than a list or tuple to a slice of a list.",
                           "TypeError.", "unix",
                           R"py(l = [1, 2, 3]
l[0:1] = range(3)
)py",
                           R"py(l = [1, 2, 3]
l[0:1] = list(range(3))
)py"},
                          mp4102::kVisits,
                          mp4102::check};

} // namespace taipan::lint
