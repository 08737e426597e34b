// MP4118 array-operation: in and del with an array.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4118 {
namespace {
constexpr Kind kVisits[] = {Kind::Compare, Kind::Del};

void check(Context& c, const Node& node) {
    const auto isArray = [&](const Node* part) {
        const Type type = c.type(part);
        return type.module == "array" && type.name == "array";
    };
    if (node.kind == Kind::Compare) {
        const auto op = static_cast<Operator>(node.items[0]->detail);
        if ((op == Operator::In || op == Operator::NotIn) && isArray(node.items[0]->a))
            c.report(Code::MP4118, node.span, "'in' is not implemented for arrays",
                     "use any(), or a list", Raises::NotImplementedError);
        return;
    }
    for (const Node* item : node.items)
        if (item->kind == Kind::Subscript && (isArray(item->a) || c.type(item->a).is("bytearray")))
            c.report(Code::MP4118, item->span, "items of an array cannot be deleted: TypeError",
                     "make a new one");
}
} // namespace
} // namespace mp4118

const RuleBody bodyMP4118{Code::MP4118,
                          {"in and del with an array.", "NotImplementedError and TypeError.",
                           "unix",
                           R"py(import array
a = array.array("i", [1])
print(1 in a)
)py",
                           R"py(import array
a = array.array("i", [1])
print(1 in list(a))
)py"},
                          mp4118::kVisits,
                          mp4118::check};

} // namespace taipan::lint
