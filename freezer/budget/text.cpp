// A choice as a table.

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <tuple>

#include "support/text/quote.h"
#include "taipan/freezer/budget.h"

namespace taipan::freezer {

namespace {
struct Line {
    const BudgetModule* module;
    const BudgetFunction* function;
    bool isPicked;
};

/// All that is machine code, the heaviest first.
std::vector<Line> linesOf(const std::vector<BudgetModule>& modules,
                          const std::vector<BudgetPlace>& picked) {
    std::vector<Line> lines;
    for (const BudgetModule& module : modules)
        for (const BudgetFunction& function : module.functions)
            if (function.isAsked) lines.push_back({&module, &function, false});
    for (const BudgetPlace place : picked)
        lines.push_back(
            {&modules[place.module], &modules[place.module].functions[place.function], true});
    std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
        return std::tie(b.function->weight, a.module->path, a.function->name) <
               std::tie(a.function->weight, b.module->path, b.function->name);
    });
    return lines;
}
} // namespace

std::string budgetText(const std::vector<BudgetModule>& modules,
                       const std::vector<BudgetPlace>& picked, const BudgetReport& report) {
    uint64_t bytes = 0, weight = 0;
    std::string text = "   bytes  weight  function\n";
    const auto line = [&](uint64_t size, uint64_t part, const std::string& what) {
        const double share = report.weight == 0 ? 0
                                                : 100 * static_cast<double>(part) /
                                                      static_cast<double>(report.weight);
        fmt::format_to(std::back_inserter(text), "{:>8} {:>6.1f}%  {}\n", size, share, what);
    };
    for (const Line& each : linesOf(modules, picked)) {
        bytes += each.function->bytes;
        weight += each.function->weight;
        line(each.function->bytes, each.function->weight,
             visible(each.module->path) + ": " + each.function->name +
                 (each.isPicked ? "" : ", which the source asks for"));
    }
    line(bytes, weight,
         fmt::format("of a budget of {} bytes{}", report.budget,
                     report.isEstimated ? "; weights are estimated" : ""));
    return text;
}

} // namespace taipan::freezer
