#include "support/text/json.h"

#include <algorithm>

#include "support/report/report.h"

namespace taipan::report {

void appendJson(std::string& out, const SourceBuffer& source, const Diagnostic& found) {
    const uint32_t endOffset = std::max(found.span.begin, found.span.end);
    const LineColumn begin = source.lineColumn(found.span.begin);
    const LineColumn end = source.lineColumn(endOffset);
    JsonWriter json(out);
    json.beginObject();
    json.member("file", source.name());
    json.member("severity", severityName(found.severity));
    json.member("code", diagInfo(found.id).code);
    json.member("message", found.message);
    if (!found.hint.empty()) json.member("hint", found.hint);
    json.member("line", begin.line);
    json.member("column", begin.column);
    json.member("endLine", end.line);
    json.member("endColumn", end.column);
    json.member("begin", found.span.begin);
    json.member("end", endOffset);
    json.endObject();
    out += '\n';
}

} // namespace taipan::report
