// MP2127 sys-stream-assignment: Assigning to sys.stdout, sys.stderr or sys.stdin.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2127 {
namespace {
constexpr Kind kVisits[] = {Kind::Assign};

void check(Context& c, const Node& node) {
    for (const Node* target : node.items)
        if (c.isPath(target, "sys", "stdout") || c.isPath(target, "sys", "stderr") ||
            c.isPath(target, "sys", "stdin"))
            if (target->kind == Kind::Attribute)
                c.report(Code::MP2127, target->span,
                         "the streams of sys cannot be replaced: AttributeError",
                         "print to a file of your own, or use os.dupterm()");
}
} // namespace
} // namespace mp2127

const RuleBody bodyMP2127{Code::MP2127,
                          {"Assigning to sys.stdout, sys.stderr or sys.stdin.",
                           "The attributes of sys cannot be set: AttributeError.", "esp32",
                           R"py(import sys
sys.stdout = None
)py",
                           R"py(import os
os.dupterm(None)
)py"},
                          mp2127::kVisits,
                          mp2127::check};

} // namespace taipan::lint
