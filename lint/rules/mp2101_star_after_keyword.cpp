// MP2101 star-after-keyword: *args behind a keyword argument.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2101 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

bool isRestParameter(const Context& c, const Node& name) {
    const Node* param = c.definition(name, bound::kParam);
    return param && param->detail == static_cast<uint16_t>(ParamKind::Star);
}

void check(Context& c, const Node& node) {
    if (!c.anySince("1.19")) return;
    const Node* keyword = nullptr;
    for (size_t i = 0; i < node.items.size(); ++i) {
        const Node& item = *node.items[i];
        if (item.kind == Kind::Keyword && !keyword) keyword = &item;
        if (item.kind != Kind::Starred || !keyword) continue;
        Finding* found = c.report(
            Code::MP2101, item.span,
            c.anyBefore("1.29")
                ? "* behind a keyword argument: up to 1.28 the call gets scrambled arguments"
                : "* behind a keyword argument is a SyntaxError",
            "put it before the keyword arguments");
        // What a function got as *args is mostly nothing, and then nothing is scrambled.
        const bool rest =
            item.a->kind == Kind::Name && c.anyBefore("1.29") && isRestParameter(c, *item.a);
        if (found && rest) found->level = Level::Warning;
        if (found)
            found->fix = {
                {{{keyword->span.begin, keyword->span.begin}, std::string(c.text(item)) + ", "},
                 {{node.items[i - 1]->span.end, item.span.end}, ""}},
                item.a->kind == Kind::Name};
        return;
    }
}
} // namespace
} // namespace mp2101

const RuleBody bodyMP2101{Code::MP2101,
                          {"*args behind a keyword argument.",
                           "From 1.19 to 1.28 the call gets scrambled arguments without a word; "
                           "from 1.29 the file does not compile.",
                           "unix@1.28",
                           R"py(def f(*a, **k):
    return a, k
print(f(k=1, *[2]))
)py",
                           R"py(def f(*a, **k):
    return a, k
print(f(*[2], k=1))
)py"},
                          mp2101::kVisits,
                          mp2101::check};

} // namespace taipan::lint
