// What the parts of the validator share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/validator.h"
#include "taipan/verifier/verifier.h"

namespace taipan::mpy {

/// A rule that a function breaks.
struct Broken {
    verifier::Rule rule;
    uint32_t offset;               // from the start of the raw code's code
    std::optional<uint8_t> opcode; // the byte there; none when it is about the whole function
    std::string message;
};

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
    void error(Broken broken) {
        add(ProblemLevel::Error, broken.offset, std::move(broken.message), broken.rule,
            broken.opcode);
    }
    void warning(uint64_t offset, std::string message) {
        add(ProblemLevel::Warning, offset, std::move(message));
    }

    bool full() const { return problems_.size() >= limit_; }
    std::vector<Problem> take() { return std::move(problems_); }

  private:
    void add(ProblemLevel level, uint64_t offset, std::string message,
             std::optional<verifier::Rule> rule = {}, std::optional<uint8_t> opcode = {}) {
        if (full()) return;
        std::string where;
        if (rawCode_ != kNoRawCode) where = qualifiedName(module_, parents_, rawCode_);
        problems_.push_back({level, rawCode_, std::move(where), static_cast<uint32_t>(offset),
                             std::move(message), rule, opcode});
    }

    const Module& module_;
    const std::vector<uint32_t>& parents_;
    size_t limit_;
    uint32_t rawCode_ = kNoRawCode;
    std::vector<Problem> problems_;
};

/// What the verifier found out about a function.
struct CodeFacts : verifier::ClosureNeeds {
    bool isKnown = false; // false for code without a prelude: nothing is asked of who makes it
    uint32_t defaults = 0;
    bool hasKeywordDefaults = false;
    uint8_t closed = 0;             // parameters that it makes closures of as cells
    uint64_t returned = UINT64_MAX; // verifier::Kinds of what it may return

    CodeFacts() : ClosureNeeds{0, 0xff} {}
    CodeFacts(verifier::ClosureNeeds needs, const abi::Prelude& prelude,
              const verifier::StockState<true>& found);
};

/// What the rule says was found, for rules of modules and preludes; `a` and `b` are its numbers.
std::string describe(verifier::Rule rule, size_t a = 0, size_t b = 0);

/// Proves the functions of a module whose tree is sound.
class CodeCheck {
  public:
    explicit CodeCheck(const Module& module);

    /// The first rule that raw code `index` (Bytecode, or the prelude of a Native one) breaks. To
    /// be called for all of them, the last one first.
    std::optional<Broken> verify(uint32_t index);

  private:
    const Module& module_;
    std::vector<CodeFacts> facts_; // by raw code
};

} // namespace taipan::mpy
