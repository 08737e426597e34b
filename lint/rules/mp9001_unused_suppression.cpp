// MP9001 unused-suppression: A comment that silences a finding which is not there.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP9001{Code::MP9001,
                          {"A comment that silences a finding which is not there.",
                           "It hides nothing, and would hide the next.", "unix",
                           R"py(x = 1  # mp: ignore[MP3001]
)py",
                           R"py(x = 1
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
