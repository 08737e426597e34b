// MP1005 type-params-or-alias: Type parameters and the type statement.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1005 {
namespace {
constexpr Kind kVisits[] = {Kind::FunctionDef, Kind::ClassDef, Kind::TypeAlias};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (node.kind == Kind::TypeAlias)
        c.report(Code::MP1005, {node.span.begin, node.span.begin + 4},
                 "MicroPython has no type statement",
                 "leave it out, or guard it in a file that only CPython imports");
    else if (node.c)
        if (Finding* found = c.report(Code::MP1005, node.c->span,
                                      "MicroPython has no type parameters", "leave them out"))
            found->fix = {{{node.c->span, ""}}, false};
}
} // namespace
} // namespace mp1005

const RuleBody bodyMP1005{Code::MP1005,
                          {"Type parameters and the type statement.",
                           "MicroPython reads neither; the file does not compile.", "unix",
                           R"py(type Number = int
def first[T](items: list[T]) -> T:
    return items[0]
)py",
                           R"py(def first(items):
    return items[0]
)py"},
                          mp1005::kVisits,
                          mp1005::check};

} // namespace taipan::lint
