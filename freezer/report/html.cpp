// The report on flash as a page: the JSON report, and what draws it.
#include "support/text/quote.h"
#include "taipan/freezer/report.h"

namespace taipan::freezer {
namespace {

/// With gaps {{title}}, {{table}} and {{data}}. The policy in its head forbids it to load anything.
constexpr std::string_view kPage =
#include "embedded/report/page.html"
    ;
constexpr std::string_view kGapBegin = "{{";
constexpr std::string_view kGapEnd = "}}";

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
            appendHtml(out, visible(title));
        } else if (gap == "table") {
            appendHtml(out, flashTable(use));
        } else {
            out += flashJson(use);
        }
    }
}

} // namespace taipan::freezer
