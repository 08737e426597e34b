#include "lint/analysis/functions.h"

namespace taipan::lint {

const Node* handlerOf(const Context& c, const Node& call) {
    const auto function = [&](const Node* value) -> const Node* {
        if (!value) return nullptr;
        if (value->kind == Kind::Lambda) return value;
        return value->kind == Kind::Name ? c.definition(*value, bound::kFunction) : nullptr;
    };
    const bool irq = c.isAttribute(call.a, "irq");
    for (const Node* item : call.items) {
        if (item->kind != Kind::Keyword) continue;
        const std::string_view name = c.text(item->name);
        if ((irq && name == "handler") || (name == "callback" && !irq)) return function(item->a);
    }
    if (irq && !call.items.empty() && call.items[0]->kind != Kind::Keyword)
        return function(call.items[0]);
    if (c.isAttribute(call.a, "callback") && call.items.size() == 1) return function(call.items[0]);
    return nullptr;
}

bool isDecorated(const Context& c, const Node& function, std::string_view word) {
    if (!function.d) return false;
    for (const Node* item : function.d->items)
        if (c.isAttribute(item, word) && c.isName(item->a, "micropython")) return true;
    return false;
}

} // namespace taipan::lint
