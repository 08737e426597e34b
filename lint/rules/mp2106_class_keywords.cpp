// MP2106 class-keywords: A keyword in the head of a class: metaclass=, or others.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2106 {
namespace {
constexpr Kind kVisits[] = {Kind::ClassDef};

void check(Context& c, const Node& node) {
    for (const Node* item : node.items)
        if (item->kind == Kind::Keyword)
            c.report(Code::MP2106, item->span,
                     "a class takes no keywords in MicroPython: TypeError",
                     c.text(item->name) == "metaclass"
                         ? "there are no metaclasses; use a class decorator"
                         : "set a class attribute");
}
} // namespace
} // namespace mp2106

const RuleBody bodyMP2106{Code::MP2106,
                          {"A keyword in the head of a class: metaclass=, or others.",
                           "There are no metaclasses and no __init_subclass__: TypeError: function "
                           "doesn't take keyword arguments.",
                           "unix",
                           R"py(class A(metaclass=type):
    pass
)py",
                           R"py(class A:
    pass
)py"},
                          mp2106::kVisits,
                          mp2106::check};

} // namespace taipan::lint
