// MP3103 keyword-not-accepted: A keyword that a built-in function does not take.
#include "lint/analysis/context.h"
#include "lint/analysis/modules.h"

namespace taipan::lint {

namespace mp3103 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    checkCall(c, node);
}
} // namespace
} // namespace mp3103

const RuleBody bodyMP3103{Code::MP3103,
                          {"A keyword that a built-in function does not take.", "TypeError.",
                           "unix",
                           R"py(import json
print(json.dumps({}, indent=2))
)py",
                           R"py(import json
print(json.dumps({}))
)py"},
                          mp3103::kVisits,
                          mp3103::check};

} // namespace taipan::lint
