// What the parts of the validator share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/validator.h"

namespace taipan::mpy {

/// Collects findings up to the limit and adds the function's name.
class Reporter {
  public:
    Reporter(const Module& module, const std::vector<uint32_t>& parents, size_t limit)
        : module_(module), parents_(parents), limit_(limit) {}

    /// Findings from now on belong to raw code `index`, or to the file (kNoRawCode).
    void enter(uint32_t index) { rawCode_ = index; }

    void error(uint64_t offset, std::string message) {
        add(ProblemLevel::Error, offset, std::move(message));
    }
    void warning(uint64_t offset, std::string message) {
        add(ProblemLevel::Warning, offset, std::move(message));
    }

    bool full() const { return problems_.size() >= limit_; }
    std::vector<Problem> take() { return std::move(problems_); }

  private:
    void add(ProblemLevel level, uint64_t offset, std::string message) {
        if (full()) return;
        std::string where;
        if (rawCode_ != kNoRawCode) where = qualifiedName(module_, parents_, rawCode_);
        problems_.push_back(
            {level, rawCode_, std::move(where), static_cast<uint32_t>(offset), std::move(message)});
    }

    const Module& module_;
    const std::vector<uint32_t>& parents_;
    size_t limit_;
    uint32_t rawCode_ = kNoRawCode;
    std::vector<Problem> problems_;
};

/// How the parent makes a function out of a raw code.
struct Making {
    bool known = false; // false when machine code makes it
    uint32_t cells = 0; // closure cells that come before the arguments; the fewest of all makings
};

/// Checks the opcodes of bytecode raw code `index`, whose parts are `function`. `makings` has an
/// entry for every raw code; those of the children are filled in.
void checkBytecode(const Module& module, uint32_t index, const Function& function,
                   std::vector<Making>& makings, Reporter& reporter);

} // namespace taipan::mpy
