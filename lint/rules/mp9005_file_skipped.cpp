// MP9005 file-skipped: A file that was not looked at.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP9005{Code::MP9005,
                          {"A file that was not looked at.",
                           "It is too large, or nested too deeply.", "unix",
                           R"py(# deep
)py",
                           R"py(x = 1
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
