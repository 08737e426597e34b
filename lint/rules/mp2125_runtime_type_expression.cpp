// MP2125 runtime-type-expression: Types as expressions at run time: int | str, list[int].
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2125 {
namespace {
constexpr Kind kVisits[] = {Kind::Binary, Kind::Subscript};

void check(Context& c, const Node& node) {
    const auto isType = [&](const Node* part) {
        if (part->kind == Kind::Constant &&
            part->detail == static_cast<uint16_t>(ConstantKind::None))
            return false;
        const Path path = part->kind == Kind::Name ? c.path(part) : Path();
        return path.module == "builtins" && path.depth == 2 && path.entry->kind == 'c' &&
               c.isBuiltin(part, path.entry->name);
    };
    if (node.kind == Kind::Binary) {
        if (node.detail != static_cast<uint16_t>(Operator::Or) || !isType(node.b) ||
            !isType(node.a))
            return;
        if (Finding* found =
                c.report(Code::MP2125, node.span, "types have no | in MicroPython: TypeError",
                         "use a tuple of types"))
            if (node.a->kind == Kind::Name)
                found->fix = {{{node.span, "(" + std::string(c.text(*node.a)) + ", " +
                                               std::string(c.text(*node.b)) + ")"}},
                              true};
        return;
    }
    if (isType(node.a) && node.b->kind != Kind::Slice) {
        if (node.parent && node.parent->kind == Kind::Assign && &node != node.parent->b) return;
        c.report(Code::MP2125, node.span, "types have no [] in MicroPython: TypeError",
                 "leave out the type of the items");
    }
}
} // namespace
} // namespace mp2125

const RuleBody bodyMP2125{Code::MP2125,
                          {"Types as expressions at run time: int | str, list[int].",
                           "Built-in types have neither operator: TypeError. Annotations are not "
                           "evaluated, and may have both.",
                           "unix",
                           R"py(Number = int | float
)py",
                           R"py(Number = (int, float)
)py"},
                          mp2125::kVisits,
                          mp2125::check};

} // namespace taipan::lint
