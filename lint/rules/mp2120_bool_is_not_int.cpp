// MP2120 bool-is-not-int: Taking a bool for an int.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2120 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (node.items.size() != 2 || !c.isBuiltin(node.items[1], "int")) return;
    const bool subclass = c.isBuiltin(node.a, "issubclass") && c.isBuiltin(node.items[0], "bool");
    const bool instance = c.isBuiltin(node.a, "isinstance") &&
                          (node.items[0]->kind == Kind::Compare ||
                           (node.items[0]->kind == Kind::Constant &&
                            (node.items[0]->detail == static_cast<uint16_t>(ConstantKind::True) ||
                             node.items[0]->detail == static_cast<uint16_t>(ConstantKind::False))));
    if (subclass || instance)
        c.report(Code::MP2120, node.span, "a bool is no int in MicroPython: this is False",
                 "ask for (int, bool)");
}
} // namespace
} // namespace mp2120

const RuleBody bodyMP2120{Code::MP2120,
                          {"Taking a bool for an int.",
                           "isinstance(True, int) and issubclass(bool, int) are False.", "unix",
                           R"py(print(issubclass(bool, int))
)py",
                           R"py(print(True)
)py"},
                          mp2120::kVisits,
                          mp2120::check};

} // namespace taipan::lint
