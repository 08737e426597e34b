// MP6002 const-name-reused: The name of a const() used for something else.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp6002 {
namespace {
constexpr Kind kVisits[] = {Kind::Assign};

/// The value in `X = const(value)`; null for anything else.
const Node* constValue(const Context& c, const Node& value) {
    return value.kind == Kind::Call && c.isName(value.a, "const") && value.items.size() == 1
               ? value.items[0]
               : nullptr;
}

void check(Context& c, const Node& node) {
    if (node.items.size() != 1 || node.items[0]->kind != Kind::Name || !constValue(c, *node.b))
        return;
    if (!node.parent || node.parent->kind != Kind::Module) return;
    const NameId name = node.items[0]->name;
    for (const Binding& binding : c.file.scopes->all()) {
        if (binding.name != name || !(binding.kinds & bound::kParam)) continue;
        for (uint32_t i = binding.sources; i; i = c.file.scopes->source(i).next) {
            const Node& source = *c.file.scopes->source(i).node;
            if (source.kind == Kind::Param && source.span.begin > node.span.end)
                c.report(Code::MP6002, source.span,
                         "the parameter reads the constant '" + std::string(c.text(name)) +
                             "' instead",
                         "name it otherwise", Raises::Nothing);
        }
    }
}
} // namespace
} // namespace mp6002

const RuleBody bodyMP6002{
    Code::MP6002,
    {"The name of a const() used for something else.",
     "The compiler puts the value wherever the name stands: a parameter of that name reads the "
     "constant without a word; assigning to it does not compile.",
     "unix",
     R"py(from micropython import const
X = const(1)
def f(X):
    return X
)py",
     R"py(from micropython import const
X = const(1)
def f(x):
    return x
)py"},
    mp6002::kVisits,
    mp6002::check};

} // namespace taipan::lint
