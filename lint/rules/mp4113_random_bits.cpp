// MP4113 random-bits: More than 32 random bits at once.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4113 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (node.items.size() == 1 && c.isPath(node.a, "random", "getrandbits") &&
        c.integer(node.items[0]).value_or(0) > 32)
        c.report(Code::MP4113, node.span, "getrandbits() gives 32 bits at most: ValueError",
                 "put several together");
}
} // namespace
} // namespace mp4113

const RuleBody bodyMP4113{Code::MP4113,
                          {"More than 32 random bits at once.", "ValueError.", "unix",
                           R"py(import random
print(random.getrandbits(64))
)py",
                           R"py(import random
print(random.getrandbits(32) << 32 | random.getrandbits(32))
)py"},
                          mp4113::kVisits,
                          mp4113::check};

} // namespace taipan::lint
