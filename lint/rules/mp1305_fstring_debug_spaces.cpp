// MP1305 fstring-debug-spaces: Blanks around the = of a field that shows its expression.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1305 {
namespace {
constexpr Kind kVisits[] = {Kind::Field};

/// Behind the sign that follows `at`, and the blanks around it.
uint32_t behind(const Context& c, uint32_t at) {
    const std::string_view text = c.file.source->text();
    size_t to = text.find('=', at) + 1;
    while (to < text.size() && text[to] == ' ') ++to;
    return static_cast<uint32_t>(to);
}

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (!(node.flags & flag::kSpaced) || !node.a) return;
    if (Finding* found =
            c.report(Code::MP1305, node.span, "MicroPython reads {x=} without blanks only",
                     "write {" + std::string(c.text(*node.a)) + "=}"))
        found->fix = {{{{node.a->span.end, behind(c, node.a->span.end)}, "="}}, false};
}
} // namespace
} // namespace mp1305

const RuleBody bodyMP1305{Code::MP1305,
                          {"Blanks around the = of a field that shows its expression.",
                           "MicroPython reads {x=} only; the file does not compile.", "unix",
                           R"py(x = 1
print(f"{x = }")
)py",
                           R"py(x = 1
print(f"{x=}")
)py"},
                          mp1305::kVisits,
                          mp1305::check};

} // namespace taipan::lint
