#include <algorithm>
#include <tuple>

#include "taipan/freezer/budget.h"

namespace taipan::freezer {

namespace {
__extension__ using Wide = unsigned __int128; // a product

/// Whether `a` comes before `b`: by weight a byte, then weight, then name.
bool isBetter(const std::vector<BudgetModule>& modules, BudgetPlace a, BudgetPlace b) {
    const BudgetFunction& one = modules[a.module].functions[a.function];
    const BudgetFunction& other = modules[b.module].functions[b.function];
    const Wide left = Wide{one.weight} * other.bytes, right = Wide{other.weight} * one.bytes;
    if (left != right) return left > right;
    return std::tie(other.weight, modules[a.module].path, one.name, a) <
           std::tie(one.weight, modules[b.module].path, other.name, b);
}
} // namespace

std::vector<BudgetPlace> pickFunctions(const std::vector<BudgetModule>& modules,
                                       const BudgetOptions& options) {
    std::vector<BudgetPlace> places;
    uint64_t taken = 0;
    for (size_t m = 0; m < modules.size(); ++m)
        for (size_t f = 0; f < modules[m].functions.size(); ++f) {
            const BudgetFunction& each = modules[m].functions[f];
            if (each.isAsked) taken += each.bytes;
            if (each.canBePicked && each.weight != 0) places.push_back({m, f});
        }
    std::sort(places.begin(), places.end(),
              [&](BudgetPlace a, BudgetPlace b) { return isBetter(modules, a, b); });
    std::vector<BudgetPlace> picked;
    for (const BudgetPlace place : places) {
        const uint64_t bytes = modules[place.module].functions[place.function].bytes;
        if (taken > options.bytes || bytes > options.bytes - taken) continue;
        taken += bytes;
        picked.push_back(place);
    }
    return picked;
}

} // namespace taipan::freezer
