#include "lint/lint.h"
#include "lint/report/report.h"
#include "lint/rule.h"

namespace taipan::lint {

const char* consequenceName(Consequence consequence) {
    switch (consequence) {
    case Consequence::DoesNotCompile: return "does not compile";
    case Consequence::FailsAtImport: return "fails at import";
    case Consequence::FailsWhenReached: return "fails when reached";
    case Consequence::OtherResult: return "gives another result";
    case Consequence::CostsMemory: return "costs RAM or flash";
    case Consequence::Tool: return "about the linting itself";
    }
    return "";
}

static const char* confidenceName(Confidence confidence) {
    return confidence == Confidence::Exact    ? "exact"
           : confidence == Confidence::Likely ? "likely"
                                              : "guess";
}

std::string explain(Code code) {
    const RuleRow& row = ruleRow(code);
    const RuleWords& words = ruleBody(code).words;
    std::string out = std::string(row.code) + " " + row.slug + "\n\n";
    out += std::string(words.what) + " " + words.why + "\n\n";
    out += std::string(row.level == Level::Off ? "off" : levelName(row.level)) + ", " +
           confidenceName(row.confidence) + "; " + consequenceName(row.consequence) + "\n";
    const std::string bad = words.bad;
    if (bad.starts_with("#")) return out;
    const auto block = [&](const char* title, std::string text) {
        out += std::string("\n") + title + " (" + words.target + "):\n\n";
        size_t at = 0;
        while (at < text.size()) {
            const size_t end = std::min(text.find('\n', at), text.size());
            std::string line = text.substr(at, end - at);
            if (line.size() > 100)
                line = line.substr(0, 40) + " … " + line.substr(line.size() - 20);
            out += "    " + line + "\n";
            at = end + 1;
        }
    };
    block("Found", bad);
    block("Not found", words.good);
    return out;
}

} // namespace taipan::lint
