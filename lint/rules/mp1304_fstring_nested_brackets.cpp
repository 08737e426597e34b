// MP1304 fstring-nested-brackets: A bracket, brace or colon in a string, or a lambda, inside an
// f-string.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1304 {
namespace {
constexpr Kind kVisits[] = {Kind::Field};

bool contains(const Node& node, Kind kind) {
    if (node.kind == kind) return true;
    bool found = false;
    forEachChild(node, [&](const Node& child) { found |= contains(child, kind); });
    return found;
}

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (!node.a) return;
    const std::string_view text = c.text(node.a->span);
    int depth = 0;
    bool colon = false;
    for (const char at : text) {
        if (at == '(' || at == '[' || at == '{') ++depth;
        if (at == ')' || at == ']' || at == '}') --depth;
        if (at == ':' && depth == 0) colon = true;
        if (depth < 0) break;
    }
    bool lambda = contains(*node.a, Kind::Lambda);
    if (colon || lambda || (depth != 0 && c.anySince("1.18")))
        c.report(Code::MP1304, node.a->span,
                 lambda ? "MicroPython reads no lambda in an f-string"
                        : "MicroPython counts brackets and colons in strings inside an f-string",
                 "use a variable");
}
} // namespace
} // namespace mp1304

const RuleBody bodyMP1304{
    Code::MP1304,
    {"A bracket, brace or colon in a string, or a lambda, inside an f-string.",
     "The lexer looks for the end of the field without regard to strings inside it; the file does "
     "not compile.",
     "unix",
     R"py(print(f"{'a:b'}")
)py",
     R"py(x = 'a:b'
print(f"{x}")
)py"},
    mp1304::kVisits,
    mp1304::check};

} // namespace taipan::lint
