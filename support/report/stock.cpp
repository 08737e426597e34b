#include "support/report/report.h"
#include "taipan/support/native_opt.h"

namespace taipan::report {

bool hasStockForm(const Diagnostic& found) {
    return diagInfo(found.id).exception[0] != '\0';
}

void appendStock(std::string& out, const Diagnostic& found, std::string_view inputName,
                 std::string_view sourceName) {
    if (found.stockLine != 0) {
        const bool parsing = found.stockBlock.empty();
        out.append("Traceback (most recent call last):\n  File \"");
        out.append(parsing ? inputName : sourceName).append("\", line ");
        out.append(std::to_string(found.stockLine));
        if (!parsing) out.append(", in ").append(found.stockBlock);
        out += '\n';
    }
    // Stock has no such faults, and no words for them.
    const bool isInternal = found.message.starts_with(kInternalError);
    out.append(diagInfo(found.id).exception).append(": ");
    out.append(isInternal ? found.message : found.stockText).append("\n");
}

} // namespace taipan::report
