// Rows of a profile find their functions.

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "taipan/freezer/budget.h"

namespace taipan::freezer {

namespace {
/// The parts of a path, the last first; without those that are empty or ".".
std::vector<std::string_view> partsOf(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const size_t slash = path.rfind('/');
        const size_t start = slash == path.npos ? 0 : slash + 1;
        if (start != path.size() && path.substr(start) != ".") parts.push_back(path.substr(start));
        path = path.substr(0, start == 0 ? 0 : start - 1);
    }
    return parts;
}

/// How many parts at their ends two paths have in common.
size_t commonTail(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    const auto ends = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return static_cast<size_t>(ends.first - a.begin());
}

/// What a file of a profile was found to be.
struct Match {
    std::string_view file;
    uint32_t line = 0; // where the profile names it first
    size_t tail = 0;   // parts that are in common
    std::vector<size_t> modules = {};
};

std::string quoted(std::string_view text) {
    return "'" + std::string(text) + "'";
}

/// The files of a profile in their order, each with the modules that have the longest tail in
/// common with it.
std::vector<Match> matchFiles(const std::vector<BudgetModule>& modules,
                              const std::vector<ProfileRow>& rows) {
    std::vector<std::vector<std::string_view>> paths;
    for (const BudgetModule& module : modules) paths.push_back(partsOf(module.path));
    std::vector<Match> matches;
    std::set<std::string_view> known;
    for (const ProfileRow& row : rows) {
        if (!known.insert(row.file).second) continue;
        Match& match = matches.emplace_back(Match{row.file, row.atLine});
        const std::vector<std::string_view> parts = partsOf(row.file);
        for (size_t i = 0; i < paths.size(); ++i) {
            const size_t tail = commonTail(parts, paths[i]);
            if (tail == 0 || tail < match.tail) continue;
            if (tail > match.tail) match.modules.clear();
            match.tail = tail;
            match.modules.push_back(i);
        }
    }
    return matches;
}

/// The module that each file is. Says of the others why they are none.
std::map<std::string_view, size_t> settle(const std::vector<BudgetModule>& modules,
                                          const std::vector<Match>& matches,
                                          std::vector<ProfileFinding>& found) {
    std::map<size_t, const Match*> best; // by module
    for (const Match& match : matches) {
        if (match.modules.empty())
            found.push_back({match.line, false, quoted(match.file) + " is none of the sources"});
        if (match.modules.size() > 1)
            found.push_back({match.line, true,
                             quoted(match.file) + " may be " +
                                 quoted(modules[match.modules[0]].path) + " or " +
                                 quoted(modules[match.modules[1]].path)});
        if (match.modules.size() != 1) continue;
        const Match*& taken = best.try_emplace(match.modules[0], &match).first->second;
        if (match.tail > taken->tail) taken = &match;
    }
    std::map<std::string_view, size_t> settled;
    for (const Match& match : matches) {
        if (match.modules.size() != 1) continue;
        const size_t module = match.modules[0];
        const Match& taken = *best[module];
        if (&taken == &match)
            settled[match.file] = module;
        else if (taken.tail == match.tail)
            found.push_back({match.line, true,
                             quoted(taken.file) + " and " + quoted(match.file) + " may both be " +
                                 quoted(modules[module].path)});
        else
            found.push_back({match.line, false,
                             quoted(match.file) + " is none of the sources: " +
                                 quoted(modules[module].path) + " is " + quoted(taken.file)});
    }
    return settled;
}
} // namespace

std::vector<ProfileFinding> weigh(std::vector<BudgetModule>& modules,
                                  const std::vector<ProfileRow>& rows) {
    std::vector<ProfileFinding> found;
    const auto settled = settle(modules, matchFiles(modules, rows), found);
    for (const ProfileRow& row : rows) {
        const auto module = settled.find(row.file);
        if (module == settled.end()) continue;
        std::vector<BudgetFunction>& functions = modules[module->second].functions;
        const auto named =
            std::find_if(functions.begin(), functions.end(),
                         [&](const BudgetFunction& each) { return each.name == row.name; });
        if (named != functions.end())
            named->weight += row.weight;
        else
            found.push_back(
                {row.atLine, false,
                 quoted(modules[module->second].path) + " has no function " + quoted(row.name)});
    }
    std::stable_sort(
        found.begin(), found.end(),
        [](const ProfileFinding& a, const ProfileFinding& b) { return a.line < b.line; });
    return found;
}

} // namespace taipan::freezer
