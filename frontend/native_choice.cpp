#include "frontend/native_choice.h"

namespace taipan {

NativeChoice::NativeChoice(std::string_view only, std::string_view skip)
    : only_(parse(only)), skip_(parse(skip)) {}

std::vector<NativeChoice::Name> NativeChoice::parse(std::string_view list) {
    std::vector<Name> names;
    while (!list.empty()) {
        const size_t end = std::min(list.find(','), list.size());
        if (end != 0) names.push_back({list.substr(0, end)});
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return names;
}

/// Several functions may have one name: all are looked for.
bool NativeChoice::find(std::vector<Name>& names, std::string_view text) {
    bool found = false;
    for (Name& each : names) {
        if (each.text != text) continue;
        found = each.isKnown = true;
    }
    return found;
}

bool NativeChoice::takes(std::string_view qualifiedName) {
    const bool isNamed = find(only_, qualifiedName), isSkipped = find(skip_, qualifiedName);
    return (only_.empty() || isNamed) && !isSkipped;
}

std::vector<std::string> NativeChoice::notAskedFor() const {
    std::vector<std::string> names;
    for (const auto* list : {&only_, &skip_})
        for (const Name& each : *list)
            if (!each.isKnown) names.emplace_back(each.text);
    return names;
}

} // namespace taipan
