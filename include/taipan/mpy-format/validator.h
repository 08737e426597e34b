// Proves that a module is safe to run: firmware checks nothing, so a wrong index, jump or depth in
// a file corrupts the device's memory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "taipan/mpy-format/module.h"

namespace taipan::mpy {

/// Errors make a device crash or misbehave; warnings concern files that some firmware refuses or
/// that no compiler makes.
enum class ProblemLevel : uint8_t { Error, Warning };

inline constexpr uint32_t kNoRawCode = UINT32_MAX;

/// One finding.
struct Problem {
    ProblemLevel level = ProblemLevel::Error;
    uint32_t rawCode = kNoRawCode; // index in Module::rawCodes; kNoRawCode for header and tables
    std::string where;             // qualified name of the function; "" for header and tables
    uint32_t offset = 0;           // from the start of the raw code's code
    std::string message;
};

struct ValidateOptions {
    size_t limit = 100; // findings after which the search stops
};

/// Checks header, tables, the tree of raw codes and every function: indices, jump targets,
/// evaluation stack and exception blocks over all paths, local slots and cells, line table,
/// relocations. No errors means that the bytecode keeps within its frame and tables; machine code
/// is not looked into. Safe on every module, whatever its contents.
std::vector<Problem> validate(const Module& module, const ValidateOptions& options = {});

/// Whether one of `problems` is an error.
bool hasErrors(const std::vector<Problem>& problems);

/// "error: f: offset 12: message", for people.
std::string toString(const Problem& problem);

} // namespace taipan::mpy
