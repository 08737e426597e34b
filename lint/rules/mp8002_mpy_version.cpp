// MP8002 mpy-version: A .mpy file that the target does not load.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP8002{Code::MP8002,
                          {"A .mpy file that the target does not load.",
                           "ValueError: incompatible .mpy file.", "unix",
                           R"py(# mpy
)py",
                           R"py(# mpy
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
