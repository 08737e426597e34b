// Proves that a module is safe to run: firmware checks nothing, so a wrong index, jump or depth in
// a file corrupts the device's memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "taipan/mpy-format/module.h"
#include "taipan/verifier/rules.h"

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
    std::optional<verifier::Rule> rule; // of the verifier, when it is one of these that is broken
    std::optional<uint8_t> opcode;      // the byte at `offset`, when it is about an instruction
};

struct ValidateOptions {
    size_t limit = 100; // findings after which the search stops
};

/// Checks header, tables, the tree of raw codes, and proves every function of bytecode by the rules
/// of taipan/verifier/rules.def (the first one that a function breaks is a finding); then line
/// tables, texts, and what surrounds machine code, which is not looked into itself. No errors means
/// that our own runtime loads the file, from memory or frozen, and that its bytecode does no harm
/// there nor on stock's VM, but for what a program's source could do as well (docs/cli.md). Safe on
/// every module, whatever its contents.
std::vector<Problem> validate(const Module& module, const ValidateOptions& options = {});

/// Whether one of `problems` is an error.
bool hasErrors(const std::vector<Problem>& problems);

/// "error: f: offset 12: message", for people.
std::string toString(const Problem& problem);

} // namespace taipan::mpy
