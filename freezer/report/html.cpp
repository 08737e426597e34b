// The report on flash as a page: the JSON report, and what draws it.
#include "freezer/report/text.h"
#include "taipan/freezer/report.h"

namespace taipan::freezer {
namespace {

/// With gaps {{title}}, {{table}} and {{data}}. The policy in its head forbids it to load anything.
constexpr std::string_view kPage =
#include "embedded/report/page.html"
    ;
constexpr std::string_view kGapBegin = "{{";
constexpr std::string_view kGapEnd = "}}";

void appendEscaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        default: out += static_cast<uint8_t>(c) < 0x20 && c != '\n' ? '?' : c;
        }
    }
}

} // namespace

std::string flashHtml(const frozen::FlashUse& use, std::string_view title) {
    std::string out;
    std::string_view rest = kPage;
    while (true) {
        const size_t begin = rest.find(kGapBegin);
        out += rest.substr(0, begin);
        if (begin == rest.npos) return out;
        rest.remove_prefix(begin + kGapBegin.size());
        const size_t end = rest.find(kGapEnd);
        const std::string_view gap = rest.substr(0, end);
        rest.remove_prefix(end + kGapEnd.size());
        if (gap == "title") {
            appendEscaped(out, title);
        } else if (gap == "table") {
            appendEscaped(out, flashTable(use));
        } else {
            out += flashJson(use);
        }
    }
}

} // namespace taipan::freezer
