// MP6003 private-const-import: Importing a const() whose name begins with an underscore.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp6003 {
namespace {
constexpr Kind kVisits[] = {Kind::ImportFrom, Kind::Attribute};

void check(Context& c, const Node& node) {
    if (!c.file.privateConstants || c.file.privateConstants->empty()) return;
    const auto isPrivate = [&](const std::string& module, std::string_view name) {
        for (const std::string& row : *c.file.privateConstants)
            if (row == module + "." + std::string(name)) return true;
        return false;
    };
    if (node.kind == Kind::Attribute) {
        if (!c.text(node.name).starts_with('_') || node.a->kind != Kind::Name) return;
        const Binding* binding = c.resolve(*node.a);
        if (!binding || !binding->is(bound::kImport) || binding->count != 1) return;
        const std::string module(c.text(c.file.scopes->source(binding->sources).node->name));
        if (isPrivate(module, c.text(node.name)))
            c.report(Code::MP6003, node.nameSpan,
                     "a const() with an underscore is not stored in its module: AttributeError",
                     "leave out the underscore there", Raises::AttributeError);
        return;
    }
    for (const Node* alias : node.items)
        if (c.text(alias->name).starts_with('_') &&
            isPrivate(std::string(c.text(node.name)), c.text(alias->name)))
            c.report(Code::MP6003, alias->nameSpan,
                     "a const() with an underscore is not stored in its module: ImportError",
                     "leave out the underscore there");
}
} // namespace
} // namespace mp6003

const RuleBody bodyMP6003{
    Code::MP6003,
    {"Importing a const() whose name begins with an underscore.",
     "Such a constant is not stored in its module: ImportError, or AttributeError for module._X.",
     "unix",
     R"py(from config import _LIMIT
)py",
     R"py(from config import LIMIT
)py"},
    mp6003::kVisits,
    mp6003::check};

} // namespace taipan::lint
