// MP3002 module-needs-install: An import of a module that has to be installed from micropython-lib.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP3002{Code::MP3002,
                          {"An import of a module that has to be installed from micropython-lib.",
                           "ImportError unless it was installed.", "unix",
                           R"py(import functools
)py",
                           R"py(try:
    import functools
except ImportError:
    functools = None
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
