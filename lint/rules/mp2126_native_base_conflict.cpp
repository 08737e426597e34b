// MP2126 native-base-conflict: A class with two built-in bases.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2126 {
namespace {
constexpr Kind kVisits[] = {Kind::ClassDef};

bool isNative(const Context& c, const Node& base, int depth) {
    if (depth > 20) return false;
    if (const Node* definition = c.definition(base, bound::kClass)) {
        for (const Node* item : definition->items)
            if (item->kind != Kind::Keyword && isNative(c, *item, depth + 1)) return true;
        return false;
    }
    const Path path = c.path(&base);
    return path.module == "builtins" && path.depth == 2 && path.entry && path.entry->kind == 'c' &&
           path.entry->name != "object";
}

void check(Context& c, const Node& node) {
    if (node.items.size() < 2) return;
    int natives = 0;
    for (const Node* base : node.items) {
        if (base->kind == Kind::Keyword || !isNative(c, *base, 0)) continue;
        if (++natives == 2)
            return void(c.report(Code::MP2126, base->span,
                                 "two bases are built-in classes, or derive from one: TypeError",
                                 "derive from one; hold the other"));
    }
}
} // namespace
} // namespace mp2126

const RuleBody bodyMP2126{Code::MP2126,
                          {"A class with two built-in bases.",
                           "multiple bases have instance lay-out conflict: TypeError. A class of "
                           "one's own counts as the built-in class that it derives from.",
                           "unix",
                           R"py(class E(TypeError, ValueError):
    pass
)py",
                           R"py(class E(TypeError):
    pass
)py"},
                          mp2126::kVisits,
                          mp2126::check};

} // namespace taipan::lint
