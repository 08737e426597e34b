#include "lint/report/report.h"
#include "lint/rule.h"
#include "support/text/json.h"

namespace taipan::lint {

namespace {
const char* sarifLevel(Level level) {
    return level == Level::Error ? "error" : level == Level::Warning ? "warning" : "note";
}

std::string region(const SourceBuffer& source, SourceSpan span) {
    const LineColumn begin = source.lineColumn(span.begin), end = source.lineColumn(span.end);
    return "{\"startLine\":" + std::to_string(begin.line) +
           ",\"startColumn\":" + std::to_string(begin.column) +
           ",\"endLine\":" + std::to_string(end.line) +
           ",\"endColumn\":" + std::to_string(end.column) + "}";
}

void appendRules(std::string& out) {
    for (size_t i = 0; i < static_cast<size_t>(Code::Count_); ++i) {
        const auto code = static_cast<Code>(i);
        const RuleRow& row = ruleRow(code);
        out += (i ? ",\n" : "\n") + std::string("{\"id\":\"") + row.code + "\",\"name\":\"" +
               row.slug +
               "\",\"shortDescription\":{\"text\":" + jsonString(ruleBody(code).words.what) +
               "},\"fullDescription\":{\"text\":" + jsonString(ruleBody(code).words.why) +
               "},\"defaultConfiguration\":{\"level\":\"" + sarifLevel(row.level) + "\"}}";
    }
}

void appendResult(std::string& out, const FileReport& file, const Finding& finding,
                  const std::string& fingerprint, bool first) {
    const std::string uri = jsonString(file.source->name());
    out += (first ? "\n" : ",\n") + std::string("{\"ruleId\":\"") + ruleRow(finding.code).code +
           "\",\"ruleIndex\":" + std::to_string(static_cast<unsigned>(finding.code)) +
           ",\"level\":\"" + sarifLevel(finding.level) + "\",\"message\":{\"text\":" +
           jsonString(finding.message + (finding.hint.empty() ? "" : ". " + finding.hint)) +
           "},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":" + uri +
           "},\"region\":" + region(*file.source, finding.span) +
           "}}],\"partialFingerprints\":{\"taipan/v1\":\"" + fingerprint + "\"}";
    if (finding.fix.exists()) {
        out += ",\"fixes\":[{\"artifactChanges\":[{\"artifactLocation\":{\"uri\":" + uri +
               "},\"replacements\":[";
        for (size_t i = 0; i < finding.fix.edits.size(); ++i)
            out +=
                (i ? "," : "") +
                ("{\"deletedRegion\":" + region(*file.source, finding.fix.edits[i].span) +
                 ",\"insertedContent\":{\"text\":" + jsonString(finding.fix.edits[i].text) + "}}");
        out += "]}]}]";
    }
    out += "}";
}
} // namespace

void appendSarif(std::string& out, const std::vector<FileReport>& files, const Options&) {
    out += "{\"$schema\":\"https://json.schemastore.org/"
           "sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":"
           "\"taipan lint\",\"rules\":[";
    appendRules(out);
    out += "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[";
    bool first = true;
    for (const FileReport& file : files) {
        const std::vector<std::string> prints = fingerprints(file);
        for (size_t i = 0; i < prints.size(); ++i) {
            appendResult(out, file, (*file.findings)[i], prints[i], first);
            first = false;
        }
    }
    out += "\n]}]}\n";
}

} // namespace taipan::lint
