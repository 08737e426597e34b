#include "taipan/support/diagnostics.h"

#include <algorithm>

namespace taipan {

namespace {
constexpr DiagInfo kInfos[] = {
#define TAIPAN_DIAG(id, code, severity, exception, text, hint)                                     \
    {#id, code, Severity::severity, exception, text, hint},
#include "taipan/support/diagnostics.def"
#undef TAIPAN_DIAG
};

} // namespace

const DiagInfo& diagInfo(DiagId id) {
    return kInfos[static_cast<size_t>(id)];
}

std::string stockText(DiagId id, std::initializer_list<std::string_view> arguments) {
    std::string_view text = diagInfo(id).text;
    std::string filled;
    for (const std::string_view argument : arguments) {
        const size_t hole = text.find("{}");
        if (hole == std::string_view::npos) break;
        filled += text.substr(0, hole);
        filled += argument;
        text.remove_prefix(hole + 2);
    }
    return filled += text;
}

std::string hintOf(DiagId id, Words words) {
    std::string text;
    std::string_view left = diagInfo(id).hint;
    for (size_t open; (open = left.find('{')) != left.npos;) {
        const size_t bar = left.find('|', open), close = left.find('}', bar);
        text += left.substr(0, open);
        text += words == Words::MpyCross ? left.substr(open + 1, bar - open - 1)
                                         : left.substr(bar + 1, close - bar - 1);
        left.remove_prefix(close + 1);
    }
    return text += left;
}

std::string_view severityName(Severity severity) {
    switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Note: return "note";
    }
    return "error";
}

Diagnostic& DiagnosticSink::report(DiagId id, SourceSpan span, std::string message,
                                   std::initializer_list<std::string_view> arguments) {
    const DiagInfo& info = diagInfo(id);
    // What begins in a literal that runs out of its field may end at a place before.
    span.end = std::max(span.begin, span.end);
    Diagnostic found{id, info.severity, span, std::move(message), hintOf(id), {}, 0, {}};
    found.stockText = taipan::stockText(id, arguments);
    if (found.message.empty()) found.message = found.stockText;
    if (info.severity == Severity::Error && ++errors_ > limit_) {
        spill_ = std::move(found);
        return spill_;
    }
    return all_.emplace_back(std::move(found));
}

} // namespace taipan
