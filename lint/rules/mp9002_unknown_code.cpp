// MP9002 unknown-code: A comment that names a rule which does not exist.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP9002{Code::MP9002,
                          {"A comment that names a rule which does not exist.", "It hides nothing.",
                           "unix",
                           R"py(x = 1  # mp: ignore[MP0000]
)py",
                           R"py(x = 1
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
