// The report on flash as a page: the JSON report, and what draws it.
#include "freezer/report_page.h"
#include "freezer/report_text.h"
#include "taipan/freezer/report.h"

namespace taipan::freezer {
namespace {

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
    std::string out(kPageHead);
    out += "<title>";
    appendEscaped(out, title);
    out.append("</title>\n<style>").append(kPageStyle).append("</style>\n</head>\n<body>\n<h1>");
    appendEscaped(out, title);
    out.append("</h1>\n").append(kPageBody).append("<noscript><pre>");
    appendEscaped(out, flashTable(use));
    out += "</pre></noscript>\n<script type=\"application/json\" id=\"data\">";
    out.append(flashJson(use)).append("</script>\n<script>").append(kPageScript);
    out += "</script>\n</body>\n</html>\n";
    return out;
}

} // namespace taipan::freezer
