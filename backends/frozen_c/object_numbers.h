// What the makers of constant objects have in common.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "taipan/mpy-format/module.h"

namespace taipan::frozen {

/// Numbers of objects: equal ones have one.
class ObjectNumbers {
  public:
    /// Whether an object of this type and contents is new; its number goes to `number`. The
    /// contents must outlive this.
    bool isNew(char type, std::string_view contents, size_t& number) {
        const auto [place, isNew] = numbers_.try_emplace({type, contents}, numbers_.size());
        number = place->second;
        return isNew;
    }

    /// The same text, for as long as this lives.
    std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }

  private:
    struct Key {
        char type;
        std::string_view contents;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        size_t operator()(const Key& key) const {
            return std::hash<std::string_view>()(key.contents) + static_cast<uint8_t>(key.type);
        }
    };

    std::unordered_map<Key, size_t, Hash> numbers_;
    std::deque<std::string> kept_;
};

/// Has `constants` add all items of a tuple; their initialisers go to `items`, a comma behind each.
/// Returns why it cannot be done, "" when it was.
template <typename Constants>
std::string addItems(Constants& constants, const mpy::Object& tuple, std::string& items) {
    std::string problem;
    for (const mpy::Object& item : tuple.items) {
        std::string itemProblem = constants.add(item, items);
        if (problem.empty()) problem = std::move(itemProblem);
        items += ',';
    }
    return problem;
}

} // namespace taipan::frozen
