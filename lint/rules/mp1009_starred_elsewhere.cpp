// MP1009 starred-elsewhere: Unpacking with * in return, yield, a subscript or behind "in".
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1009 {
namespace {
constexpr Kind kVisits[] = {Kind::Return, Kind::Yield, Kind::Subscript, Kind::For, Kind::ExprStmt};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    const Node* value = node.kind == Kind::Subscript || node.kind == Kind::For ? node.b : node.a;
    if (!value) return;
    const auto one = [&](const Node& item) {
        if (item.kind == Kind::Starred)
            c.report(Code::MP1009, item.span,
                     "MicroPython unpacks with * in calls and assignments only",
                     "make a tuple or list first");
    };
    one(*value);
    if (value->kind == Kind::Tuple && !(value->flags & flag::kParenthesised))
        for (const Node* item : value->items) one(*item);
}
} // namespace
} // namespace mp1009

const RuleBody bodyMP1009{
    Code::MP1009,
    {"Unpacking with * in return, yield, a subscript or behind \"in\".",
     "MicroPython unpacks in calls and in targets of assignments only; the file does not compile.",
     "unix",
     R"py(def f(a):
    return *a, 1
)py",
     R"py(def f(a):
    return tuple(a) + (1,)
)py"},
    mp1009::kVisits,
    mp1009::check};

} // namespace taipan::lint
