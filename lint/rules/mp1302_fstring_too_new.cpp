// MP1302 fstring-too-new: A form of f-string that is newer than the target.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1302 {
namespace {
constexpr Kind kVisits[] = {Kind::String, Kind::Field};

bool nested(const Node& node) {
    if (node.kind == Kind::String && node.flags & flag::kFormat) return true;
    bool found = false;
    forEachChild(node, [&](const Node& child) { found |= nested(child); });
    return found;
}
bool braced(const Node& node) {
    if (node.kind == Kind::Dict || node.kind == Kind::Set || node.kind == Kind::Slice) return true;
    if (node.kind == Kind::Comprehension &&
        (node.detail == static_cast<uint16_t>(ComprehensionKind::Set) ||
         node.detail == static_cast<uint16_t>(ComprehensionKind::Dict)))
        return true;
    bool found = false;
    forEachChild(node, [&](const Node& child) { found |= braced(child); });
    return found;
}
void whole(Context& c, const Node& node) {
    if (!c.anyBefore("1.24") || c.lacks("fstrings")) return;
    int formatted = 0;
    for (const Node* part : node.items) {
        if (!(part->flags & flag::kFormat)) continue;
        ++formatted;
        if (part->flags & flag::kRaw)
            c.report(Code::MP1302, part->span, "raw f-strings came with 1.24",
                     "double the backslashes");
    }
    if (formatted > 1)
        c.report(Code::MP1302, node.span, "f-strings side by side came with 1.24",
                 "join them with +");
}

void check(Context& c, const Node& node) {
    if (node.kind == Kind::String) return whole(c, node);
    if (!node.a && node.span.end - node.span.begin > 2 && c.anyBefore("1.20") &&
        !c.anyBefore("1.17"))
        c.report(Code::MP1302, node.span, "a blank field came with 1.20");
    if (node.detail == 'r' || node.detail == 's') {
        if (c.anyBefore("1.21"))
            c.report(Code::MP1302, node.span, "!r and !s in f-strings came with 1.21",
                     "call repr() or str()");
    }
    if (node.a && nested(*node.a) && c.anyBefore("1.24"))
        c.report(Code::MP1302, node.span,
                 "nested f-strings came with 1.24, and are right from 1.28",
                 "format the inner one before");
    if (node.a && c.anyBefore("1.18") && !c.anyBefore("1.17") && braced(*node.a))
        c.report(Code::MP1302, node.span, "braces and slices inside an f-string came with 1.18",
                 "use a variable");
}
} // namespace
} // namespace mp1302

const RuleBody bodyMP1302{Code::MP1302,
                          {"A form of f-string that is newer than the target.",
                           "!r and !s came with 1.21; rf-strings, several f-strings side by side "
                           "and nested ones with 1.24: before, the file does not compile.",
                           "unix@1.20",
                           R"py(x = 1
print(f"{x!r}")
)py",
                           R"py(x = 1
print("{!r}".format(x))
)py"},
                          mp1302::kVisits,
                          mp1302::check};

} // namespace taipan::lint
