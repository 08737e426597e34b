// The report on flash as JSON.
#include "freezer/report/text.h"
#include "taipan/freezer/report.h"
#include "taipan/mpy-format/function.h"

namespace taipan::freezer {
namespace {

using frozen::FlashBytes;
using frozen::FlashUse;

constexpr size_t kHexEscape = 4; // characters of \x41

void appendNumber(std::string& out, std::string_view key, uint64_t value) {
    out.append("\"").append(key).append("\":").append(std::to_string(value));
}

/// "bytes":12,"parts":{"code":10,...}
void appendBytes(std::string& out, const FlashBytes& bytes) {
    appendNumber(out, "bytes", bytes.total());
    out += ",\"parts\":{";
    for (size_t i = 0; i < frozen::kFlashParts; ++i) {
        if (i != 0) out += ',';
        appendNumber(out, kFlashPartNames[i].key, bytes.parts[i]);
    }
    out += '}';
}

void appendFile(std::string& out, const frozen::FlashFile& file) {
    out += "{\"name\":";
    appendQuoted(out, file.name);
    out.append(",\"kind\":\"").append(file.isText ? "text" : "module").append("\",");
    appendBytes(out, file.bytes);
    out += ",\"functions\":[";
    for (const frozen::FlashFunction& function : file.functions) {
        if (&function != &file.functions.front()) out += ',';
        out += "\n{\"name\":";
        appendQuoted(out, function.name);
        out += ',';
        appendBytes(out, function.bytes);
        out += '}';
    }
    out += "]}";
}

} // namespace

void appendQuoted(std::string& out, std::string_view text) {
    // Python's form, of which JSON lacks the \x, and a page the characters of its markup.
    const std::string python = mpy::quoted(text);
    for (size_t i = 0; i < python.size(); ++i) {
        const char c = python[i];
        if (c == '<' || c == '>' || c == '&') {
            out += c == '<' ? "\\u003c" : c == '>' ? "\\u003e" : "\\u0026";
        } else if (c != '\\') {
            out += c;
        } else if (python[i + 1] != 'x') {
            (out += c) += python[++i];
        } else {
            const bool isAscii = python[i + 2] < '8';
            out.append(isAscii ? "\\u00" + python.substr(i + 2, 2) : "\\ufffd");
            i += kHexEscape - 1;
        }
    }
}

std::string flashJson(const FlashUse& use) {
    std::string out = "{\"version\":1,\"layout\":\"";
    out.append(use.layout).append("\",");
    appendBytes(out, use.total);
    out += ',';
    appendNumber(out, "strings", use.strings);
    out += ',';
    appendNumber(out, "sharedStrings", use.sharedStrings);
    out += ",\"shared\":{";
    appendBytes(out, use.shared);
    out += "},\"files\":[";
    for (const frozen::FlashFile& file : use.files) {
        out += &file == &use.files.front() ? "\n" : ",\n";
        appendFile(out, file);
    }
    out += "]}\n";
    return out;
}

} // namespace taipan::freezer
