// MP4116 to-bytes-sign: to_bytes() of a negative number, or with the sign by position.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4116 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (!c.isAttribute(node.a, "to_bytes") || !c.anySince("1.29") || c.target.isCircuitPython)
        return;
    // int.to_bytes(n, …) has the number before the arguments.
    const bool unbound = c.isBuiltin(node.a->a, "int");
    bool isSigned = false;
    size_t positional = 0;
    for (const Node* item : node.items) {
        if (item->kind == Kind::Keyword)
            isSigned |= c.text(item->name) == "signed";
        else
            ++positional;
    }
    if (positional == (unbound ? 4 : 3))
        return void(c.report(Code::MP4116, node.span,
                             "to_bytes() takes no third argument from 1.29 on: TypeError", "",
                             Raises::TypeError));
    const Node* number = !unbound ? node.a->a : node.items.empty() ? nullptr : node.items[0];
    if (c.integer(number).value_or(0) < 0 && !isSigned)
        c.report(Code::MP4116, node.span,
                 "a negative number needs signed=True from 1.29 on: OverflowError",
                 "mask it: (n & 0xffff)");
}
} // namespace
} // namespace mp4116

const RuleBody bodyMP4116{Code::MP4116,
                          {"to_bytes() of a negative number, or with the sign by position.",
                           "From 1.29 OverflowError without signed=True, which older releases do "
                           "not take; signed by position: TypeError.",
                           "unix",
                           R"py(print((-5).to_bytes(2, "big"))
)py",
                           R"py(print((-5 & 0xffff).to_bytes(2, "big"))
)py"},
                          mp4116::kVisits,
                          mp4116::check};

} // namespace taipan::lint
