// MP4110 time-of-epoch: Fields of time.localtime() by name, and the epoch.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4110 {
namespace {
constexpr Kind kVisits[] = {Kind::Attribute, Kind::Binary};

/// Whether the value comes from time.localtime() or time.gmtime(): an object of another kind may
/// have such fields.
bool isTime(const Context& c, const Node& value, int depth = 0) {
    if (value.kind == Kind::Call)
        return c.isPath(value.a, "time", "localtime") || c.isPath(value.a, "time", "gmtime");
    const Node* only = depth < 8 ? c.onlyValue(value) : nullptr;
    return only && isTime(c, *only, depth + 1);
}

void check(Context& c, const Node& node) {
    if (c.target.isCircuitPython) return;
    if (node.kind == Kind::Attribute) {
        const std::string_view name = c.text(node.name);
        if (!name.starts_with("tm_") || !isTime(c, *node.a)) return;
        constexpr std::string_view fields[] = {"tm_year", "tm_mon", "tm_mday", "tm_hour",
                                               "tm_min",  "tm_sec", "tm_wday", "tm_yday"};
        for (size_t i = 0; i < std::size(fields); ++i) {
            if (fields[i] != name) continue;
            const uint32_t dot = node.a->span.end;
            if (Finding* found = c.report(
                    Code::MP4110, node.span,
                    "times are plain tuples, without ." + std::string(name) + ": AttributeError",
                    "use [" + std::to_string(i) + "]", Raises::AttributeError)) {
                found->level = Level::Error;
                found->fix = {{{{dot, node.span.end}, "[" + std::to_string(i) + "]"}}, true};
            }
        }
        return;
    }
    // 946684800: seconds from 1970 to 2000.
    const auto left = c.integer(node.a), right = c.integer(node.b);
    const auto added = left ? left : right;
    if (added && (*added == 946684800 || *added == 2208988800 || *added == 3155673600) &&
        c.has("epoch1970") && *added == 946684800)
        c.report(Code::MP4110, node.span, "time.time() counts from 1970 on this port already");
}
} // namespace
} // namespace mp4110

const RuleBody bodyMP4110{Code::MP4110,
                          {"Fields of time.localtime() by name, and the epoch.",
                           "The result is a plain tuple: AttributeError. time.time() counts from "
                           "2000 on most boards, from 1970 on some.",
                           "unix",
                           R"py(import time
print(time.localtime().tm_year)
)py",
                           R"py(import time
print(time.localtime()[0])
)py"},
                          mp4110::kVisits,
                          mp4110::check};

} // namespace taipan::lint
