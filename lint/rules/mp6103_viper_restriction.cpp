// MP6103 viper-restriction: What viper code cannot do.
#include "lint/analysis/functions.h"

namespace taipan::lint {

namespace mp6103 {
namespace {
constexpr Kind kVisits[] = {Kind::FunctionDef, Kind::Call};

void body(Context& c, const Node& node) {
    if (node.kind == Kind::FunctionDef || node.kind == Kind::Lambda) return;
    if (node.kind == Kind::Yield)
        c.report(Code::MP6103, node.span, "viper code has no yield: NotImplementedError");
    if (node.kind == Kind::Raise && !node.a)
        c.report(Code::MP6103, node.span, "viper code has no bare raise", "name the exception");
    forEachChild(node, [&](const Node& child) { body(c, child); });
}

/// A call of a viper function of the file: it takes as many arguments as there are parameters.
void call(Context& c, const Node& node) {
    const Node* function = c.definition(*node.a, bound::kFunction);
    if (!function || !isDecorated(c, *function, "viper")) return;
    size_t given = 0;
    for (const Node* item : node.items) {
        if (item->kind == Kind::Starred || item->kind == Kind::DoubleStarred) return;
        if (item->kind == Kind::Keyword)
            return void(c.report(Code::MP6103, item->span,
                                 "viper functions take no keywords: TypeError",
                                 "give it by position", Raises::TypeError));
        ++given;
    }
    if (given == function->items.size()) return;
    c.report(Code::MP6103, node.span,
             "viper functions take all their arguments: " + std::to_string(function->items.size()) +
                 ", not " + std::to_string(given),
             "", Raises::TypeError);
}

void check(Context& c, const Node& node) {
    if (node.kind == Kind::Call) return call(c, node);
    if (!isDecorated(c, node, "viper")) return;
    for (const Node* param : node.items) {
        const auto kind = static_cast<ParamKind>(param->detail);
        if (kind != ParamKind::Plain)
            c.report(Code::MP6103, param->span,
                     "viper functions take plain arguments only: the call fails", "");
        else if (param->b) {
            Finding* found = c.report(Code::MP6103, param->span,
                                      "the defaults of viper functions are not used: a call "
                                      "without the argument fails",
                                      "give the argument in each call");
            if (found) found->level = Level::Warning; // none may leave it out
        }
    }
    body(c, *node.b);
}
} // namespace
} // namespace mp6103

const RuleBody bodyMP6103{Code::MP6103,
                          {"What viper code cannot do.",
                           "yield and a bare raise do not compile; defaults, *args and keywords "
                           "compile, and a call that uses them fails.",
                           "unix",
                           R"py(import micropython
@micropython.viper
def f(a: int = 2) -> int:
    return a
)py",
                           R"py(import micropython
@micropython.viper
def f(a: int) -> int:
    return a
)py"},
                          mp6103::kVisits,
                          mp6103::check};

} // namespace taipan::lint
