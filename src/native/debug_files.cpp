#include "src/native/debug_files.h"

#include "support/text/ascii.h"
#include "support/text/json.h"

namespace taipan::native {

bool DebugFiles::collide(const std::string& output) const {
    int count = 0;
    for (const std::string* each : {&map, &elf, &remarks, &output})
        count += !each->empty() && host::isStandardOutput(*each);
    return count > 1;
}

namespace {
const char* nameOf(RemarkKind kind) {
    switch (kind) {
    case RemarkKind::Asks: return "asks";
    case RemarkKind::Leaves: return "leaves";
    case RemarkKind::Slow: return "slow";
    case RemarkKind::Boxed: return "boxed";
    }
    return "";
}

/// A line each: text, or objects of JSON.
std::string remarksText(const NativeDebug& made, std::string_view source, bool isJson) {
    std::string text;
    for (const NativeRemark& each : made.remarks) {
        if (!isJson) {
            text.append(source).append(":" + std::to_string(each.line) + ": " + each.function);
            text += ": " + each.operation + ": " + nameOf(each.kind) + ": " + each.why + "\n";
            continue;
        }
        text += "{\"file\": " + jsonString(source) + ", \"line\": " + std::to_string(each.line);
        text += ", \"function\": " + jsonString(each.function);
        text += ", \"operation\": " + jsonString(each.operation);
        text += std::string(", \"kind\": \"") + nameOf(each.kind);
        text += "\", \"why\": " + jsonString(each.why) + "}\n";
    }
    return text;
}
} // namespace

host::FileResult DebugFiles::write(const NativeDebug& made, std::string_view source,
                                   std::string& failed) const {
    host::FileResult result;
    if (!map.empty()) result = host::writeOutput(failed = map, asBytes(made.map));
    if (result.ok() && !elf.empty()) result = host::writeOutput(failed = elf, made.elf);
    if (result.ok() && !remarks.empty())
        result = host::writeOutput(failed = remarks,
                                   asBytes(remarksText(made, source, remarks.ends_with(".json"))));
    return result;
}

} // namespace taipan::native
