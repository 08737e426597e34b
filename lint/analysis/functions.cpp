#include "lint/analysis/functions.h"

namespace taipan::lint {

namespace {
/// What a call makes the handler of an interrupt, as it is written; null for none.
const Node* handlerValue(const Context& c, const Node& call) {
    const bool irq = c.isAttribute(call.a, "irq");
    for (const Node* item : call.items) {
        if (item->kind != Kind::Keyword) continue;
        const std::string_view name = c.text(item->name);
        if ((irq && name == "handler") || (name == "callback" && !irq)) return item->a;
    }
    if (irq && !call.items.empty() && call.items[0]->kind != Kind::Keyword) return call.items[0];
    if (c.isAttribute(call.a, "callback") && call.items.size() == 1) return call.items[0];
    return nullptr;
}
} // namespace

const Node* handlerOf(const Context& c, const Node& call) {
    const Node* value = handlerValue(c, call);
    if (!value || value->kind == Kind::Lambda) return value;
    return value->kind == Kind::Name ? c.definition(*value, bound::kFunction) : nullptr;
}

const Node* methodHandlerOf(const Context& c, const Node& call) {
    const Node* value = handlerValue(c, call);
    if (!value || value->kind != Kind::Attribute || !c.isName(value->a, "self")) return nullptr;
    const Node* owner = c.enclosing(call, Kind::ClassDef);
    if (!owner) return nullptr;
    const Node* method = nullptr;
    for (const Node* item : owner->b->items) {
        if (item->kind != Kind::FunctionDef || item->name != value->name) continue;
        if (method) return nullptr; // one of several
        method = item;
    }
    return method;
}

bool isHardInterrupt(const Context& c, const Node& call) {
    for (const Node* item : call.items)
        if (item->kind == Kind::Keyword && c.text(item->name) == "hard")
            return item->a->kind == Kind::Constant &&
                   item->a->detail == static_cast<uint16_t>(ConstantKind::True);
    // Timers of pyb are hard unless they are told otherwise.
    return c.isAttribute(call.a, "callback") && c.type(call.a->a).module == "pyb";
}

bool isDecorated(const Context& c, const Node& function, std::string_view word) {
    if (!function.d) return false;
    for (const Node* item : function.d->items)
        if (c.isAttribute(item, word) && c.isName(item->a, "micropython")) return true;
    return false;
}

} // namespace taipan::lint
