// A rule: what it looks at, and the words about it.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "lint/finding.h"
#include "lint/syntax/node.h"

namespace taipan::lint {

class Context;

/// The words about a rule. `bad` is a whole file in which the rule finds something on `target`, and
/// `good` the same with the way out, in which it does not: a test holds both.
struct RuleWords {
    const char* what;   // one sentence
    const char* why;    // what the device does
    const char* target; // of the examples
    const char* bad;
    const char* good;
};

/// The body of a rule, one in each file of rules/. Most look at nodes of some kinds; `check` null:
/// another part of the linter reports it.
struct RuleBody {
    Code code;
    RuleWords words;
    std::span<const Kind> visits;
    void (*check)(Context& context, const Node& node);
};

#define TAIPAN_LINT_RULE(code, slug, level, confidence, consequence, raises)                       \
    extern const RuleBody body##code;
#include "lint/rules.def"
#undef TAIPAN_LINT_RULE

const RuleBody& ruleBody(Code code);

} // namespace taipan::lint
