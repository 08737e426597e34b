// MP3104 wrong-arity: A built-in function called with too few or too many arguments.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP3104{Code::MP3104,
                          {"A built-in function called with too few or too many arguments.",
                           "TypeError.", "unix",
                           R"py(import time
time.sleep_ms(10, 20)
)py",
                           R"py(import time
time.sleep_ms(10)
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
