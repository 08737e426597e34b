// MP6101 decorator-not-recognised: native, viper and the like other than as @micropython.native.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp6101 {
namespace {
constexpr Kind kVisits[] = {Kind::ImportFrom, Kind::Attribute};

bool isWord(std::string_view name) {
    return name == "native" || name == "viper" || name == "asm_thumb" || name == "asm_xtensa" ||
           name == "asm_rv32" || name == "bytecode";
}

void check(Context& c, const Node& node) {
    if (node.kind == Kind::ImportFrom) {
        if (c.text(node.name) != "micropython") return;
        for (const Node* alias : node.items)
            if (isWord(c.text(alias->name)))
                c.report(Code::MP6101, alias->span,
                         "'" + std::string(c.text(alias->name)) +
                             "' is a word of the compiler, not a name in micropython: ImportError",
                         "write @micropython." + std::string(c.text(alias->name)),
                         Raises::ImportError);
        return;
    }
    if (!isWord(c.text(node.name)) || !c.isName(node.a, "micropython") || !node.parent) return;
    const Binding* module = c.resolve(*node.a);
    if (node.parent->kind == Kind::Decorators || !module || !module->is(bound::kImport)) return;
    if (node.parent->kind == Kind::Call && node.parent->parent->kind == Kind::Decorators) return;
    c.report(Code::MP6101, node.span,
             "micropython." + std::string(c.text(node.name)) +
                 " is no function: it works as a decorator only: AttributeError",
             "write @micropython." + std::string(c.text(node.name)) + " before the function",
             Raises::AttributeError);
}
} // namespace
} // namespace mp6101

const RuleBody bodyMP6101{Code::MP6101,
                          {"native, viper and the like other than as @micropython.native.",
                           "They are words of the compiler, not names in the module: ImportError, "
                           "AttributeError or NameError.",
                           "unix",
                           R"py(from micropython import native
@native
def f():
    pass
)py",
                           R"py(import micropython
@micropython.native
def f():
    pass
)py"},
                          mp6101::kVisits,
                          mp6101::check};

} // namespace taipan::lint
