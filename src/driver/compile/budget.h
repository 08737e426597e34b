// Compiling so that the machine code of all sources takes at most so many bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/driver/compile/batch.h"
#include "taipan/freezer/profile.h"

namespace taipan::driver {

/// What the command line says of it.
struct BudgetSettings {
    std::string bytes;   // "" when there is no budget
    std::string profile; // file of what ran; "" for none
    std::string report;  // file of what was picked; "" for none

    bool isWanted() const { return !bytes.empty(); }
};

/// The same, understood.
struct Budget {
    uint64_t bytes = 0;
    std::string profilePath;
    std::optional<std::vector<freezer::ProfileRow>> profile;
};

/// A number of bytes: "8192", or "8k" of 1,024 each.
std::optional<uint64_t> parseBudget(const std::string& text);

/// What is wrong with the words of the command line.
Result<uint64_t> budgetBytes(const BudgetSettings& settings, const CompileOptions& options);
/// Reads the profile; says in `messages` what is wrong with it, and gives nothing then.
std::optional<Budget> readBudget(const BudgetSettings& settings, uint64_t bytes,
                                 report::Format format, std::string& messages);

/// Modules within a budget.
struct BudgetProduct {
    std::vector<Compiled> made; // by job
    std::string messages;       // to be printed
    std::string report;         // what was picked
    bool isWrong = false;       // the profile is: nothing is to be written
};

/// Compiles all files twice: to see what all functions take as machine code, and with the functions
/// that are picked by that. `nativeCompiler`: as of otherCompiler(). The product does not depend on
/// threads, nor on the order of the jobs.
BudgetProduct compileWithin(const Budget& budget, const std::vector<Job>& jobs,
                            const BatchOptions& options, const std::string& nativeCompiler);

} // namespace taipan::driver
