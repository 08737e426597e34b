#include "taipan/frontend/scopes.h"

namespace taipan {

size_t SymbolTable::slotOf(NameId name) const {
    size_t at = (index(name) * 0x9e3779b1U) & (slots_.size() - 1);
    while (slots_[at] != 0 && symbols_[slots_[at] - 1].name != name)
        at = (at + 1) & (slots_.size() - 1);
    return at;
}

Symbol* SymbolTable::find(NameId name) {
    if (slots_.empty()) {
        for (Symbol& symbol : symbols_)
            if (symbol.name == name) return &symbol;
        return nullptr;
    }
    const uint32_t at = slots_[slotOf(name)];
    return at != 0 ? &symbols_[at - 1] : nullptr;
}

Symbol& SymbolTable::findOrAdd(NameId name, SymbolKind kind) {
    if (Symbol* known = find(name)) return *known;
    if (symbols_.empty()) symbols_.reserve(kLinear);
    symbols_.push_back({name, kind});
    if (symbols_.size() > kLinear) {
        if (slots_.size() < symbols_.size() * 2)
            reindex();
        else
            slots_[slotOf(name)] = static_cast<uint32_t>(symbols_.size());
    }
    return symbols_.back();
}

void SymbolTable::reindex() {
    if (symbols_.size() <= kLinear) return;
    size_t size = 4 * kLinear;
    while (size < symbols_.size() * 4) size *= 2;
    slots_.assign(size, 0);
    for (size_t i = 0; i < symbols_.size(); ++i)
        slots_[slotOf(symbols_[i].name)] = static_cast<uint32_t>(i + 1);
}

} // namespace taipan
