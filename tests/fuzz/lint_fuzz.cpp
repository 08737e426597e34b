// Arbitrary text through the linter, for several targets at once, and what an editor asks about
// places in it. Findings lie in the text, in order, and are the same each time; a fix leaves a text
// that can be linted again.
#include <cstdint>
#include <string>
#include <utility>

#include "lint/editor.h"
#include "lint/lint.h"
#include "lint/proof.h"
#include "targets/table.h"
#include "tests/fuzz/fuzz.h"

using namespace taipan;
using namespace taipan::lint;

namespace {

/// Targets by what they have and how they are judged: releases from old to new, both Pythons.
constexpr const char* kTargets[] = {"unix@>=1.12", "esp32@1.24,circuitpython@9.2", "any",
                                    "circuitpython@>=7.0", "level:minimum@1.20,rp2"};

Options optionsFor(size_t choice) {
    const targets::Table& table = targets::Table::builtIn();
    Options options;
    options.table = &table;
    options.targets = targets::parseTargets(table, kTargets[choice % std::size(kTargets)]).value();
    options.enabled.assign(static_cast<size_t>(Code::Count_), true);
    options.projectModules = {"mine"};
    options.privateConstants = {"mine._X"};
    options.desktopFiles = choice % 2 != 0;
    options.wantSilences = true;
    return options;
}

void checkSpan(SourceSpan span, size_t size) {
    fuzz::demand(span.begin <= span.end, "a span ends before it begins");
    fuzz::demand(span.end <= size + 1, "a span lies outside of the source");
}

void checkFindings(const FileResult& result, size_t size) {
    uint32_t last = 0;
    for (const Finding& finding : result.findings) {
        checkSpan(finding.span, size);
        fuzz::demand(finding.span.begin >= last, "findings out of order");
        last = finding.span.begin;
        fuzz::demand(!finding.message.empty(), "a finding without words");
        for (const Edit& edit : finding.fix.edits) {
            checkSpan(edit.span, size);
            fuzz::demand(edit.span.end <= size, "an edit behind the end");
        }
    }
    for (const Silence& silence : result.notes.silences) checkSpan(silence.span, size);
}

bool areSame(const FileResult& a, const FileResult& b) {
    if (a.findings.size() != b.findings.size()) return false;
    for (size_t i = 0; i < a.findings.size(); ++i)
        if (a.findings[i].code != b.findings[i].code ||
            a.findings[i].message != b.findings[i].message ||
            a.findings[i].targets != b.findings[i].targets)
            return false;
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Options options = optionsFor(size);
    const FileResult result = lintSource(text, "pkg/fuzz.py", options);
    checkFindings(result, size);
    fuzz::demand(areSame(result, lintSource(text, "pkg/fuzz.py", options)), "findings change");
    constexpr size_t kMostAsked = 4;
    for (size_t i = 0; i < result.findings.size() && i < kMostAsked; ++i) {
        proofPrograms(text, "pkg/fuzz.py", options, result.findings[i]);
        const Hover hover = hoverAt(text, "pkg/fuzz.py", options, result.findings[i].span.begin);
        checkSpan(hover.span, size);
        completeAt(text, "pkg/fuzz.py", options, result.findings[i].span.end);
    }
    size_t count = 0;
    const std::string fixed = applyFixes(text, result.findings, true, count);
    fuzz::demand(count != 0 || fixed == text, "no fix, and another text");
    checkFindings(lintSource(fixed, "pkg/fuzz.py", options), fixed.size());
    return 0;
}
