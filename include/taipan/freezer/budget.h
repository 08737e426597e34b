// Which functions become machine code when that may take so many bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "taipan/freezer/profile.h"

namespace taipan::freezer {

/// A function of a module, or what is as good as one: several of one name are one.
struct BudgetFunction {
    std::string name;     // qualified, as --native-only takes it
    uint64_t bytes = 0;   // of its machine code
    uint64_t weight = 0;  // what it does
    bool isAsked = false; // the source asks for its machine code
    bool canBePicked = false;
};

struct BudgetModule {
    std::string path; // of the source
    std::vector<BudgetFunction> functions;
};

struct BudgetOptions {
    uint64_t bytes = 0;
};

/// A place in a list of modules.
struct BudgetPlace {
    size_t module = 0, function = 0;
    auto operator<=>(const BudgetPlace&) const = default;
};

/// The functions that are picked, best first: those with the most weight a byte, as long as they
/// fit beside those that are asked for. Those without weight are left. The order of the modules
/// changes nothing, where their paths differ.
std::vector<BudgetPlace> pickFunctions(const std::vector<BudgetModule>& modules,
                                       const BudgetOptions& options);

/// Something to say of a line of a profile; on line 0, of all of it.
struct ProfileFinding {
    uint32_t line = 0;
    bool isError = false;
    std::string message;
};

/// Weighs functions by a profile. Its files are found by the longest tail that paths have in
/// common, in whole parts. Two modules that are found alike are an error; what is not found, or
/// found better by another file of the profile, is said.
std::vector<ProfileFinding> weigh(std::vector<BudgetModule>& modules,
                                  const std::vector<ProfileRow>& rows);

/// What is told of a choice.
struct BudgetReport {
    uint64_t budget = 0;
    uint64_t weight = 0;      // of all that ran
    bool isEstimated = false; // and that is a guess
};

/// A text of it: a line a function that is machine code, the heaviest first.
std::string budgetText(const std::vector<BudgetModule>& modules,
                       const std::vector<BudgetPlace>& picked, const BudgetReport& report);

} // namespace taipan::freezer
