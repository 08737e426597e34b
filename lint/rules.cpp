#include "lint/rule.h"

#include <string_view>

namespace taipan::lint {

namespace {
constexpr RuleRow kRows[] = {
#define TAIPAN_LINT_RULE(code, slug, level, confidence, consequence, raises)                       \
    {#code, slug, Level::level, Confidence::confidence, Consequence::consequence, Raises::raises},
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
