// MP4104 codec-keyword: encoding= or errors= by keyword.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4104 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    const bool method = c.isAttribute(node.a, "decode") || c.isAttribute(node.a, "encode");
    const bool type = c.isBuiltin(node.a, "str") || c.isBuiltin(node.a, "bytes") ||
                      c.isBuiltin(node.a, "bytearray");
    if ((!method && !type) || (method && c.path(node.a->a)) || c.target.isCircuitPython) return;
    for (size_t i = 0; i < node.items.size(); ++i) {
        const Node& item = *node.items[i];
        if (item.kind != Kind::Keyword ||
            (c.text(item.name) != "encoding" && c.text(item.name) != "errors"))
            continue;
        Finding* found =
            c.report(Code::MP4104, item.span,
                     "'" + std::string(c.text(item.name)) + "' is taken by position only",
                     "leave out the name");
        if (found && i + 1 == node.items.size() && c.text(item.name) == "encoding" &&
            i == (type ? 1U : 0U))
            found->fix = {{{{item.span.begin, item.a->span.begin}, ""}}, true};
        return;
    }
}
} // namespace
} // namespace mp4104

const RuleBody bodyMP4104{Code::MP4104,
                          {"encoding= or errors= by keyword.",
                           "encode(), decode(), str() and bytes() take them by position only: "
                           "TypeError or NotImplementedError.",
                           "unix",
                           R"py(print(b"a".decode(encoding="utf-8"))
)py",
                           R"py(print(b"a".decode("utf-8"))
)py"},
                          mp4104::kVisits,
                          mp4104::check};

} // namespace taipan::lint
