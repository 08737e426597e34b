// MP1007 decorator-expression: A decorator that is more than a dotted name with arguments.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1007 {
namespace {
constexpr Kind kVisits[] = {Kind::Decorators};

bool isPlain(const Context& c, const Node& item) {
    const std::string_view text = c.file.source->text();
    uint32_t at = item.span.begin;
    while (at > 0 && text[at - 1] == ' ') --at;
    if (at > 0 && text[at - 1] == '(') return false;
    const Node* part = item.kind == Kind::Call ? item.a : &item;
    while (part->kind == Kind::Attribute) part = part->a;
    return part->kind == Kind::Name;
}

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    for (const Node* item : node.items)
        if (!isPlain(c, *item))
            c.report(Code::MP1007, item->span,
                     "a decorator is a dotted name, perhaps with arguments",
                     "give the decorator a name first");
}
} // namespace
} // namespace mp1007

const RuleBody bodyMP1007{
    Code::MP1007,
    {"A decorator that is more than a dotted name with arguments.",
     "MicroPython reads @name.name(arguments) only; the file does not compile.", "unix",
     R"py(table = [lambda f: f]
@table[0]
def f():
    pass
)py",
     R"py(table = [lambda f: f]
first = table[0]
@first
def f():
    pass
)py"},
    mp1007::kVisits,
    mp1007::check};

} // namespace taipan::lint
