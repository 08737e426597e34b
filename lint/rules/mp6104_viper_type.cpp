// MP6104 viper-type: An annotation that viper does not know, or an operation on its numbers that it
// does not have.
#include "lint/analysis/functions.h"

namespace taipan::lint {

namespace mp6104 {
namespace {
constexpr Kind kVisits[] = {Kind::FunctionDef};

/// Whether the name is a parameter that is a machine word.
bool isWord(const Context& c, const Node& function, const Node& part) {
    if (part.kind != Kind::Name) return false;
    for (const Node* param : function.items)
        if (param->name == part.name && param->a &&
            (c.isName(param->a, "int") || c.isName(param->a, "uint")))
            return true;
    return false;
}
void body(Context& c, const Node& function, const Node& node) {
    if (node.kind == Kind::FunctionDef || node.kind == Kind::Lambda) return;
    const auto op = static_cast<Operator>(node.detail);
    const bool number = node.kind == Kind::Binary && node.b->kind == Kind::Number;
    if (node.kind == Kind::Binary && (op == Operator::Divide || op == Operator::Power) &&
        isWord(c, function, *node.a) && (number || isWord(c, function, *node.b)))
        c.report(Code::MP6104, node.span, "viper has no / and ** of whole numbers: ViperTypeError",
                 "use //, or multiply");
    forEachChild(node, [&](const Node& child) { body(c, function, child); });
}

void check(Context& c, const Node& node) {
    if (!isDecorated(c, node, "viper")) return;
    const auto one = [&](const Node* type) {
        if (!type) return;
        if (type->kind != Kind::Name &&
            !(type->kind == Kind::Constant &&
              type->detail == static_cast<uint16_t>(ConstantKind::None)))
            return void(
                c.report(Code::MP6104, type->span, "a type of viper is a plain name: SyntaxError"));
        if (type->kind != Kind::Name) return;
        for (const std::string_view known :
             {"bool", "int", "uint", "ptr", "ptr8", "ptr16", "ptr32", "object"})
            if (known == c.text(type->name)) return;
        // Stock's compiler is what this is about, as it is with defaults of arguments (MP6103).
        const std::string name(c.text(type->name));
        const bool isOurs = name == "float" || name == "int64";
        c.report(Code::MP6104, type->span, "viper has no type '" + name + "': ViperTypeError",
                 isOurs ? "Taipan's own compiler takes it, as an extension"
                        : "bool, int, uint, ptr, ptr8, ptr16, ptr32 or object");
    };
    for (const Node* param : node.items) one(param->a);
    one(node.a);
    body(c, node, *node.b);
}
} // namespace
} // namespace mp6104

const RuleBody bodyMP6104{Code::MP6104,
                          {"An annotation that viper does not know, or an operation on its numbers "
                           "that it does not have.",
                           "ViperTypeError: the file does not compile.", "unix",
                           R"py(import micropython
@micropython.viper
def f(a: float):
    return a
)py",
                           R"py(import micropython
@micropython.viper
def f(a: int):
    return a
)py"},
                          mp6104::kVisits,
                          mp6104::check};

} // namespace taipan::lint
