// MP1013 del-form: del of a list of targets in brackets, or of ().
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1013 {
namespace {
constexpr Kind kVisits[] = {Kind::Del};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    for (const Node* item : node.items) {
        if (item->kind != Kind::List && !(item->kind == Kind::Tuple && item->items.empty()))
            continue;
        Finding* found = c.report(Code::MP1013, item->span,
                                  "MicroPython deletes names one by one, with commas between",
                                  "leave out the brackets");
        if (found && item->kind == Kind::List && !item->items.empty())
            found->fix = {{{{item->span.begin, item->span.begin + 1}, ""},
                           {{item->span.end - 1, item->span.end}, ""}},
                          true};
    }
}
} // namespace
} // namespace mp1013

const RuleBody bodyMP1013{
    Code::MP1013,
    {"del of a list of targets in brackets, or of ().",
     "MicroPython reads del a, b and del (a, b) only; the file does not compile.", "unix",
     R"py(a = b = 1
del [a, b]
)py",
     R"py(a = b = 1
del a, b
)py"},
    mp1013::kVisits,
    mp1013::check};

} // namespace taipan::lint
