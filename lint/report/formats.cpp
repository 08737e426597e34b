#include "lint/report/report.h"

#include <cinttypes>
#include <cstdio>
#include <map>

#include "support/text/json.h"
#include "support/text/quote.h"

namespace taipan::lint {

namespace {
/// XML takes no control characters.
void appendXml(std::string& out, std::string_view text) {
    appendHtml(out, visible(text));
}

/// %, line ends and, in properties, the signs that separate them.
void appendEscaped(std::string& out, std::string_view text, bool property) {
    for (const char c : text) {
        if (c == '%')
            out += "%25";
        else if (c == '\n')
            out += "%0A";
        else if (c == '\r')
            out += "%0D";
        else if (property && c == ':')
            out += "%3A";
        else if (property && c == ',')
            out += "%2C";
        else
            out += c;
    }
}
} // namespace

std::vector<std::string> fingerprints(const FileReport& file) {
    std::vector<std::string> out;
    std::map<uint64_t, unsigned> seen;
    for (const Finding& finding : *file.findings) {
        uint64_t hash = 0xcbf29ce484222325;
        const auto add = [&](std::string_view text) {
            for (const char c : text)
                if (c != ' ' && c != '\t') hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
        };
        add(ruleRow(finding.code).code);
        if (!file.source->text().empty())
            add(file.source->lineText(file.source->lineColumn(finding.span.begin).line));
        add(std::to_string(seen[hash]++));
        char digits[17];
        std::snprintf(digits, sizeof digits, "%016" PRIx64, hash);
        out.emplace_back(digits);
    }
    return out;
}

void appendJson(std::string& out, const FileReport& file, const Options& options) {
    for (const Finding& finding : *file.findings) {
        const LineColumn begin = file.source->lineColumn(finding.span.begin);
        const LineColumn end = file.source->lineColumn(finding.span.end);
        out += "{\"file\":" + jsonString(file.source->name()) +
               ",\"line\":" + std::to_string(begin.line) +
               ",\"column\":" + std::to_string(begin.column);
        out += ",\"endLine\":" + std::to_string(end.line) +
               ",\"endColumn\":" + std::to_string(end.column);
        out += std::string(",\"code\":\"") + ruleRow(finding.code).code + "\",\"rule\":\"" +
               ruleRow(finding.code).slug + "\",\"severity\":\"" + levelName(finding.level) +
               "\",\"consequence\":\"" + consequenceName(ruleRow(finding.code).consequence) + "\"";
        out +=
            ",\"message\":" + jsonString(finding.message) + ",\"hint\":" + jsonString(finding.hint);
        if (!finding.proof.empty()) out += ",\"proof\":" + jsonString(finding.proof);
        out += ",\"targets\":[";
        bool first = true;
        for (size_t i = 0; i < options.targets.size(); ++i)
            if (finding.targets >> i & 1) {
                out += (first ? "" : ",") + jsonString(options.targets[i].label);
                first = false;
            }
        out += "],\"fix\":";
        if (!finding.fix.exists()) {
            out += "null}\n";
            continue;
        }
        out += std::string("{\"safe\":") + (finding.fix.safe ? "true" : "false") + ",\"edits\":[";
        for (size_t i = 0; i < finding.fix.edits.size(); ++i) {
            const Edit& edit = finding.fix.edits[i];
            out += (i ? "," : "") + ("{\"begin\":" + std::to_string(edit.span.begin) +
                                     ",\"end\":" + std::to_string(edit.span.end) +
                                     ",\"text\":" + jsonString(edit.text) + "}");
        }
        out += "]}}\n";
    }
}

void appendGitHub(std::string& out, const std::vector<FileReport>& files, const Options&) {
    for (const FileReport& file : files)
        for (const Finding& finding : *file.findings) {
            const LineColumn begin = file.source->lineColumn(finding.span.begin);
            out += finding.level == Level::Error     ? "::error file="
                   : finding.level == Level::Warning ? "::warning file="
                                                     : "::notice file=";
            appendEscaped(out, file.source->name(), true);
            out += ",line=" + std::to_string(begin.line) + ",col=" + std::to_string(begin.column) +
                   ",title=" + ruleRow(finding.code).code + "::";
            appendEscaped(out,
                          finding.message + (finding.hint.empty() ? "" : " (" + finding.hint + ")"),
                          false);
            out += "\n";
        }
}

void appendGitLab(std::string& out, const std::vector<FileReport>& files, const Options&) {
    out += "[";
    bool first = true;
    for (const FileReport& file : files) {
        const std::vector<std::string> prints = fingerprints(file);
        for (size_t i = 0; i < prints.size(); ++i) {
            const Finding& finding = (*file.findings)[i];
            const LineColumn begin = file.source->lineColumn(finding.span.begin);
            out += first ? "\n" : ",\n";
            first = false;
            const char* severity = finding.level == Level::Error     ? "major"
                                   : finding.level == Level::Warning ? "minor"
                                                                     : "info";
            out += "{\"description\":" + jsonString(finding.message) + ",\"check_name\":\"" +
                   ruleRow(finding.code).code + "\",\"fingerprint\":\"" + prints[i] +
                   "\",\"severity\":\"" + severity +
                   "\",\"location\":{\"path\":" + jsonString(file.source->name()) +
                   ",\"lines\":{\"begin\":" + std::to_string(begin.line) + "}}}";
        }
    }
    out += "\n]\n";
}

void appendJUnit(std::string& out, const std::vector<FileReport>& files, const Options&) {
    size_t failures = 0;
    for (const FileReport& file : files) failures += !file.findings->empty();
    out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"taipan lint\" tests=\"" +
           std::to_string(files.size()) + "\" failures=\"" + std::to_string(failures) + "\">\n";
    for (const FileReport& file : files) {
        out += "<testcase name=\"";
        appendXml(out, file.source->name());
        out += "\" classname=\"lint\">";
        if (!file.findings->empty()) {
            out += "\n<failure message=\"" + std::to_string(file.findings->size()) + " findings\">";
            for (const Finding& finding : *file.findings) {
                const LineColumn begin = file.source->lineColumn(finding.span.begin);
                appendXml(out, std::to_string(begin.line) + ":" + std::to_string(begin.column) +
                                   ": " + levelName(finding.level) + "[" +
                                   ruleRow(finding.code).code + "]: " + finding.message);
                out += '\n';
            }
            out += "</failure>\n";
        }
        out += "</testcase>\n";
    }
    out += "</testsuite>\n";
}

} // namespace taipan::lint
