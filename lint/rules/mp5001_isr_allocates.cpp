// MP5001 isr-allocates: A hard interrupt handler that allocates memory.
#include "lint/analysis/functions.h"

namespace taipan::lint {

namespace mp5001 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

/// Reports what allocates in the body, and in functions of this file that it calls.
void inspect(Context& c, const Node& node, int depth) {
    const char* what = nullptr;
    switch (node.kind) {
    case Kind::List: what = "a list"; break;
    case Kind::Dict: what = "a dict"; break;
    case Kind::Set: what = "a set"; break;
    case Kind::Comprehension: what = "a comprehension"; break;
    case Kind::Lambda: what = "a lambda"; break;
    case Kind::FunctionDef: what = "a function"; break;
    case Kind::String:
        if (node.flags & flag::kFormat) what = "an f-string";
        break;
    case Kind::Binary:
        if (node.detail == static_cast<uint16_t>(Operator::Divide))
            what = "a float";
        else if (node.detail == static_cast<uint16_t>(Operator::Modulo) && c.type(node.a).is("str"))
            what = "formatting";
        else if (c.type(node.a).is("float") || c.type(node.b).is("float"))
            what = "a float";
        break;
    case Kind::Call:
        if (c.isAttribute(node.a, "format") && c.type(node.a->a).is("str"))
            what = "formatting";
        else if (c.isAttribute(node.a, "append"))
            what = "append()";
        else if (c.isBuiltin(node.a, "str") || c.isBuiltin(node.a, "bytes") ||
                 c.isBuiltin(node.a, "bytearray") || c.isBuiltin(node.a, "list") ||
                 c.isBuiltin(node.a, "dict") || c.isBuiltin(node.a, "enumerate") ||
                 c.isBuiltin(node.a, "zip") || c.isBuiltin(node.a, "sorted"))
            what = "this call";
        else if (depth < 4 && node.a->kind == Kind::Name)
            if (const Node* called = c.definition(*node.a, bound::kFunction))
                inspect(c, *called->b, depth + 1);
        for (const Node* item : node.items)
            if (item->kind == Kind::Starred) what = "unpacking arguments";
        break;
    default: break;
    }
    if (what) {
        c.report(Code::MP5001, node.span,
                 std::string(what) +
                     " allocates, and the heap is locked in a hard interrupt: MemoryError",
                 "make it beforehand, or schedule() a function");
        return;
    }
    forEachChild(node, [&](const Node& child) { inspect(c, child, depth); });
}

void check(Context& c, const Node& node) {
    const Node* handler = handlerOf(c, node);
    if (!handler) handler = methodHandlerOf(c, node);
    if (!handler || !isHardInterrupt(c, node)) return;
    inspect(c, handler->kind == Kind::Lambda ? *handler->a : *handler->b, 0);
}
} // namespace
} // namespace mp5001

const RuleBody bodyMP5001{Code::MP5001,
                          {"A hard interrupt handler that allocates memory.",
                           "The heap is locked in a hard interrupt: MemoryError.", "rp2-pico",
                           R"py(import machine
p = machine.Pin(2)
def handler(pin):
    x = [1, 2]
p.irq(handler, hard=True)
)py",
                           R"py(import machine
p = machine.Pin(2)
count = 0
def handler(pin):
    global count
    count = count + 1
p.irq(handler, hard=True)
)py"},
                          mp5001::kVisits,
                          mp5001::check};

} // namespace taipan::lint
