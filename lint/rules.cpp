#include "lint/rule.h"

#include <string_view>

namespace taipan::lint {

namespace {
/// Findings of a rule that were judged one by one.
struct Judged {
    Code code;
    unsigned right, wrong;
};
constexpr Judged kJudged[] = {
#define TAIPAN_LINT_JUDGED(code, right, wrong) {Code::code, right, wrong},
#include "lint/accuracy.def"
#undef TAIPAN_LINT_JUDGED
};

/// The level of a rule of which so many were right and wrong: under nine in ten, a hint.
constexpr Level levelOf(Level level, unsigned right, unsigned wrong) {
    const bool trusted = right * 10 >= (right + wrong) * 9;
    return trusted || level == Level::Off ? level : Level::Info;
}
static_assert(levelOf(Level::Error, 0, 0) == Level::Error);
static_assert(levelOf(Level::Error, 9, 1) == Level::Error);
static_assert(levelOf(Level::Error, 8, 1) == Level::Info);
static_assert(levelOf(Level::Warning, 0, 1) == Level::Info);
static_assert(levelOf(Level::Off, 0, 1) == Level::Off);

constexpr Level judgedLevel(Code code, Level level) {
    for (const Judged& row : kJudged)
        if (row.code == code) return levelOf(level, row.right, row.wrong);
    return level;
}

constexpr RuleRow kRows[] = {
#define TAIPAN_LINT_RULE(code, slug, level, confidence, consequence, raises)                       \
    {#code,                                                                                        \
     slug,                                                                                         \
     judgedLevel(Code::code, Level::level),                                                        \
     Confidence::confidence,                                                                       \
     Consequence::consequence,                                                                     \
     Raises::raises},
#include "lint/rules.def"
#undef TAIPAN_LINT_RULE
};

const RuleBody* const kBodies[] = {
#define TAIPAN_LINT_RULE(code, slug, level, confidence, consequence, raises) &body##code,
#include "lint/rules.def"
#undef TAIPAN_LINT_RULE
};
} // namespace

const RuleRow& ruleRow(Code code) {
    return kRows[static_cast<size_t>(code)];
}

const RuleBody& ruleBody(Code code) {
    return *kBodies[static_cast<size_t>(code)];
}

Code findRule(std::string_view text) {
    for (size_t i = 0; i < std::size(kRows); ++i)
        if (text == kRows[i].code || text == kRows[i].slug) return static_cast<Code>(i);
    return Code::Count_;
}

} // namespace taipan::lint
