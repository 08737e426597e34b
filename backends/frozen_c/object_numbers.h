// What the makers of constant objects have in common.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "taipan/mpy-format/module.h"

namespace taipan::frozen {

/// Numbers of objects: equal ones have one.
class ObjectNumbers {
  public:
    /// Whether an object of this type and contents is new; its number goes to `number`.
    bool isNew(char type, std::string_view contents, size_t& number) {
        std::string key(1, type);
        key += contents;
        const auto [place, isNew] = numbers_.try_emplace(std::move(key), numbers_.size());
        number = place->second;
        return isNew;
    }

  private:
    std::unordered_map<std::string, size_t> numbers_;
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
