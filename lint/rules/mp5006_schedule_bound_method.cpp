// MP5006 schedule-bound-method: schedule() with a method of an object, in a function that an
// interrupt may call.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp5006 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

/// Whether an interrupt may call the method: by its name, or because it is given as a handler.
bool mayInterrupt(const Context& c, const Node& method) {
    const std::string name(c.text(method.name));
    for (const char* word : {"isr", "irq", "handler", "interrupt"})
        if (name.find(word) != name.npos) return true;
    const std::string_view text = c.file.source->text();
    for (const char* before : {"handler=self.", "callback=self.", "irq(self.", "callback(self."})
        if (text.find(before + name) != text.npos) return true;
    return false;
}

void check(Context& c, const Node& node) {
    if (!c.isPath(node.a, "micropython", "schedule") || node.items.empty()) return;
    const Node& what = *node.items[0];
    if (what.kind != Kind::Attribute || !c.isName(what.a, "self")) return;
    const Node* owner = c.enclosing(node, Kind::ClassDef);
    const Node* method = c.enclosing(node, Kind::FunctionDef);
    if (!owner || !method || !mayInterrupt(c, *method)) return;
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
