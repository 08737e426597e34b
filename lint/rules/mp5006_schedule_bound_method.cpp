// MP5006 schedule-bound-method: schedule() with a method of an object, in a function that an
// interrupt may call.
#include "lint/analysis/functions.h"

namespace taipan::lint {

namespace mp5006 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

/// Looks for calls that make the method a handler: of any interrupt, and of a hard one.
void findHandler(const Context& c, const Node& at, const Node& method, bool& any, bool& hard) {
    if (at.kind == Kind::Call && methodHandlerOf(c, at) == &method) {
        any = true;
        hard |= isHardInterrupt(c, at);
    }
    forEachChild(at, [&](const Node& child) { findHandler(c, child, method, any, hard); });
}

/// Whether a hard interrupt may call the method: it is given as its handler, or is called an isr
/// and given nowhere.
bool mayInterrupt(const Context& c, const Node& owner, const Node& method) {
    bool any = false, hard = false;
    findHandler(c, owner, method, any, hard);
    const std::string_view name = c.text(method.name);
    const bool named = name == "isr" || name.ends_with("_isr") || name.starts_with("isr_");
    return any ? hard : named;
}

void check(Context& c, const Node& node) {
    if (!c.isPath(node.a, "micropython", "schedule") || node.items.empty()) return;
    const Node& what = *node.items[0];
    if (what.kind != Kind::Attribute || !c.isName(what.a, "self")) return;
    const Node* owner = c.enclosing(node, Kind::ClassDef);
    const Node* method = c.enclosing(node, Kind::FunctionDef);
    if (!owner || !method || !mayInterrupt(c, *owner, *method)) return;
    for (const Node* item : owner->b->items)
        if (item->kind == Kind::FunctionDef && item->name == what.name)
            c.report(Code::MP5006, what.span,
                     "a bound method is made here: MemoryError in a hard interrupt",
                     "keep it in an attribute of another name, made beforehand");
}
} // namespace
} // namespace mp5006

const RuleBody bodyMP5006{
    Code::MP5006,
    {"schedule() with a method of an object, in a function that an interrupt may call.",
     "self.method makes an object each time, which a hard interrupt cannot.", "rp2-pico",
     R"py(import micropython
class A:
    def isr(self, pin):
        micropython.schedule(self.work, 0)
    def work(self, _):
        pass
)py",
     R"py(import micropython
class A:
    def __init__(self):
        self.later = self.work
    def isr(self, pin):
        micropython.schedule(self.later, 0)
    def work(self, _):
        pass
)py"},
    mp5006::kVisits,
    mp5006::check};

} // namespace taipan::lint
