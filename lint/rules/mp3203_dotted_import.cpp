// MP3203 dotted-import: An import of a module inside a built-in one: os.path, collections.abc.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP3203{Code::MP3203,
                          {"An import of a module inside a built-in one: os.path, collections.abc.",
                           "Built-in modules are no packages: ImportError.", "unix",
                           R"py(import os.path
)py",
                           R"py(import os
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
