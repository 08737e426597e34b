// MP7005 ticks-arithmetic: Plain arithmetic with ticks.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp7005 {
namespace {
constexpr Kind kVisits[] = {Kind::Binary, Kind::Compare};

void check(Context& c, const Node& node) {
    const auto isTicks = [&](const Node* part) {
        const Node* value = part->kind == Kind::Name ? c.onlyValue(*part) : part;
        if (!value || value->kind != Kind::Call) return false;
        return c.isPath(value->a, "time", "ticks_ms") || c.isPath(value->a, "time", "ticks_us") ||
               c.isPath(value->a, "time", "ticks_cpu");
    };
    if (node.kind == Kind::Compare) {
        const auto op = static_cast<Operator>(node.items[0]->detail);
        const bool order = op == Operator::Less || op == Operator::More ||
                           op == Operator::LessEqual || op == Operator::MoreEqual;
        if (order && (isTicks(node.a) || isTicks(node.items[0]->a)))
            c.report(Code::MP7005, node.span, "ticks wrap around: they cannot be compared",
                     "compare ticks_diff() with 0");
        return;
    }
    const auto op = static_cast<Operator>(node.detail);
    if (op == Operator::Subtract && (isTicks(node.a) || isTicks(node.b))) {
        if (Finding* found = c.report(Code::MP7005, node.span,
                                      "ticks wrap around: this difference is wrong now and then",
                                      "use time.ticks_diff()"))
            if (node.a->kind == Kind::Call && node.a->a->kind == Kind::Attribute)
                found->fix = {{{node.span, std::string(c.text(*node.a->a->a)) + ".ticks_diff(" +
                                               std::string(c.text(*node.a)) + ", " +
                                               std::string(c.text(*node.b)) + ")"}},
                              false};
        return;
    }
    if (op == Operator::Add && (isTicks(node.a) || isTicks(node.b))) {
        for (const Node* at = node.parent; at && at->kind != Kind::FunctionDef; at = at->parent)
            if (at->kind == Kind::Call &&
                (c.isAttribute(at->a, "ticks_diff") || c.isAttribute(at->a, "seed")))
                return;
        c.report(Code::MP7005, node.span, "ticks wrap around: this sum is wrong now and then",
                 "use time.ticks_add()");
    }
}
} // namespace
} // namespace mp7005

const RuleBody bodyMP7005{Code::MP7005,
                          {"Plain arithmetic with ticks.",
                           "Ticks wrap around: the difference is wrong after some minutes or days.",
                           "esp32",
                           R"py(import time
t = time.ticks_ms()
print(time.ticks_ms() - t)
)py",
                           R"py(import time
t = time.ticks_ms()
print(time.ticks_diff(time.ticks_ms(), t))
)py"},
                          mp7005::kVisits,
                          mp7005::check};

} // namespace taipan::lint
